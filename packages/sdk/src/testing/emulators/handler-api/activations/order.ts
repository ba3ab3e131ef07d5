/** One purchase as it is asked for. */
export interface Order {
  readonly service: string
  readonly country: string
  /** Networks to choose among, or with `!` not to; empty for no choice. */
  readonly operators: readonly string[]
  /** Decimals in dollars; `null` where the query names none. */
  readonly maxPrice: string | null
  readonly minPrice: string | null
  /** Sell at `maxPrice` and at no other price. */
  readonly fixedPrice: boolean
  readonly suppliers: readonly string[]
  readonly exceptSuppliers: readonly string[]
  /** The caller's own number of the order. */
  readonly reference: string | null
  /** The query without the key and the action. */
  readonly params: Readonly<Record<string, string>>
  /** When it was asked for, in milliseconds since the epoch. */
  readonly requestAt: number
  /** What a fault makes of it: another price than that of the lot, an id out of order. */
  readonly charge?: string
  readonly id?: string
}

export function orderOf(query: URLSearchParams, requestAt: number): Order {
  return {
    service: query.get('service') ?? '',
    // Without a country it is Russia, as in the days when there was no other.
    country: query.get('country') || '0',
    operators: listed(query.get('operator')).filter(operator => operator !== 'any'),
    maxPrice: query.get('maxPrice'),
    minPrice: query.get('minPrice'),
    fixedPrice: query.get('fixedPrice') === 'true',
    suppliers: listed(query.get('providerIds')),
    exceptSuppliers: listed(query.get('exceptProviderIds')),
    reference: query.get('orderId') || null,
    params: publicParams(query),
    requestAt,
  }
}

/** What may be written down of a query: neither the key nor, twice, the action. */
export const publicParams = (query: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...query].filter(([name]) => name !== 'api_key' && name !== 'action'))

const listed = (list: string | null) => (list ?? '').split(',').filter(Boolean)

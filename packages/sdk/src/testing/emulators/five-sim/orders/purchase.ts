/** One purchase as it is asked for. */
export interface Purchase {
  readonly category: 'activation' | 'hosting'
  /** Slugs; `any` leaves the choice to the host. */
  readonly country: string
  readonly operator: string
  readonly product: string
  /** Read only where the operator is `any`; `null` where there is none or it is no number. */
  readonly maxPrice: string | null
  readonly reuse: boolean
  /** Path and query. */
  readonly params: Readonly<Record<string, string>>
  /** When it was asked for, in milliseconds since the epoch. */
  readonly requestAt: number
  /** What a fault makes of it: another price than that of the operator, an id out of order. */
  readonly charge?: string
  readonly id?: string
}

/** Why the host does not sell. */
export interface Refusal {
  readonly refused:
    | 'bad country'
    | 'bad operator'
    | 'no product'
    | 'no free phones'
    | 'not enough user balance'
    | 'not enough rating'
    | 'reuse not possible'
    | 'reuse false'
    | 'reuse expired'
}

const DECIMAL = /^\d+(\.\d{1,6})?$/

export function purchaseOf(
  category: Purchase['category'],
  params: Readonly<Record<string, string>>,
  requestAt: number,
): Purchase {
  const { country = '', operator = '', product = '', maxPrice = '', reuse } = params
  return {
    category,
    country,
    operator,
    product,
    maxPrice: operator === 'any' && DECIMAL.test(maxPrice) ? maxPrice : null,
    reuse: reuse === '1',
    params,
    requestAt,
  }
}

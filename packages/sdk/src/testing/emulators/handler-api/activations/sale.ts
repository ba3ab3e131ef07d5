import type { EmulatorCatalog } from '../catalog/catalog.ts'
import { toMicros } from '../catalog/decimal.ts'
import type { EmulatorOffer, Lot } from '../catalog/view.ts'
import type { Order } from './order.ts'

/** How a host sells. */
export interface SaleStyle {
  /** Without `maxPrice` it sells at the default price alone; otherwise whatever is cheapest. */
  readonly regularPriceOnly: boolean
  /** Below the default price it tells how much would be enough; otherwise there are just no numbers. */
  readonly tellsLeastPrice: boolean
  /** A network it has not: `refused`, another `instead`, or the wish is not read at all. */
  readonly operators: 'refused' | 'instead' | 'ignored'
  /** What is shown for the network when none was asked for: its name, or `any`. */
  readonly namesOperator: boolean
  readonly honours: ReadonlySet<'fixedPrice' | 'minPrice' | 'suppliers' | 'orderId'>
  /** Whether another SMS may be asked for on a number of this country. */
  repeats(country: string): boolean
  /** Milliseconds an activation lives. */
  readonly lifetime: number
  /** Milliseconds before it may be cancelled. */
  readonly cancelAfter: number
}

/** Why a host does not sell. */
export interface Refusal {
  readonly refused:
    | 'bad-service'
    | 'bad-country'
    | 'bad-price'
    | 'no-numbers'
    | 'price-too-low'
    | 'no-balance'
    | 'order-exists'
  /** The least price that would do, for `price-too-low`. */
  readonly least?: string
}

const DECIMAL = /^\d+(\.\d{1,6})?$/

/** The offer an order is about, or what is wrong with the order. */
export function offerFor(catalog: EmulatorCatalog, order: Order, style: SaleStyle): EmulatorOffer | Refusal {
  const { service, country, maxPrice } = order
  if (maxPrice !== null && !DECIMAL.test(maxPrice)) return { refused: 'bad-price' }
  const offer = catalog.offer(country, service)
  if (!offer) {
    if (!catalog.services.some(({ code }) => code === service)) return { refused: 'bad-service' }
    return { refused: catalog.countries.some(({ id }) => id === country) ? 'no-numbers' : 'bad-country' }
  }
  if (maxPrice !== null && toMicros(maxPrice) < toMicros(offer.price)) {
    return style.tellsLeastPrice ? { refused: 'price-too-low', least: offer.price } : { refused: 'no-numbers' }
  }
  return offer
}

/** Whether numbers of a lot may be sold for the order. */
export function fits(
  order: Order,
  offer: EmulatorOffer,
  { honours, regularPriceOnly }: SaleStyle,
): (lot: Lot) => boolean {
  const cap = order.maxPrice ?? (regularPriceOnly ? offer.price : null)
  const most = cap === null ? Number.POSITIVE_INFINITY : toMicros(cap)
  const fixed = honours.has('fixedPrice') && order.fixedPrice && order.maxPrice !== null
  const { minPrice } = order
  const least = honours.has('minPrice') && minPrice !== null && DECIMAL.test(minPrice) ? toMicros(minPrice) : 0
  const supplied = ({ supplier }: Lot) =>
    !honours.has('suppliers') ||
    ((order.suppliers.length === 0 || order.suppliers.includes(String(supplier))) &&
      !order.exceptSuppliers.includes(String(supplier)))
  return lot => {
    const price = toMicros(lot.price)
    return (fixed ? price === most : price <= most && price >= least) && supplied(lot)
  }
}

/** The network of a number, out of those the host knows in the country; `null` where it has none that was asked for. */
export function networkFor(
  known: readonly string[],
  { operators }: Order,
  { operators: manner, namesOperator }: SaleStyle,
  draw: number,
): string | null {
  const any = (among: readonly string[]) => among[Math.floor(draw * among.length)] ?? 'any'
  const wished = manner === 'ignored' ? [] : operators
  if (wished.length === 0) return namesOperator ? any(known) : 'any'
  const excluded = wished.filter(name => name.startsWith('!')).map(name => name.slice(1))
  const asked =
    excluded.length > 0 ? known.filter(name => !excluded.includes(name)) : wished.filter(name => known.includes(name))
  if (asked.length > 0) return any(asked)
  return manner === 'instead' ? any(known) : null
}

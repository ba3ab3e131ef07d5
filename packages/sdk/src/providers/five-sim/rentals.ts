import { UnexpectedResponseError } from '../../errors/transport.ts'
import { parseAmount } from '../../money/money.ts'
import { askAbout } from '../../provider/ask-about.ts'
import { beforeSending } from '../../provider/before-sending.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import { type RentalTold, tell } from '../../provider/observed.ts'
import type { RentalSnapshot } from '../../provider/rental-snapshot.ts'
import type { RentalsFacet } from '../../provider/rentals.ts'
import type { ObservedMessage } from '../../provider/snapshot.ts'
import { withoutKey } from '../../provider/without-key.ts'
import { halfAnOrder, type OrderParts, unknownStatus } from './activations.ts'
import type { CatalogParts } from './catalog.ts'
import { hoursOfProduct } from './hosting.ts'
import { toOperator } from './names.ts'
import { readOrders } from './order-list.ts'
import { ask, buy, getInbox } from './order-questions.ts'
import type { Order } from './orders.ts'
import { createRentalOffers } from './rental-offers.ts'
import { rentalTargetOf } from './rental-targets.ts'
import { lifeOf, snapshotOfOrder, snapshotOfSale } from './snapshots.ts'
import { mayBeOpen, rentalStandingOf } from './status.ts'

const HOUR = 3_600_000
/** A month is the longest that is sold. */
const LONGEST_LIFE = 40 * 24 * HOUR

/** Every command about rented numbers; they can be neither extended nor given back. */
export type RentalCommands = Required<Pick<RentalsFacet, 'offers' | 'rent' | 'fetch' | 'list'>>

export function createRentals(parts: OrderParts & CatalogParts): RentalCommands {
  const { line, provider, names, clock, redact } = parts

  /** Some answers about a rented number have no messages in them; the box for those is not there on every host. */
  const messagesOf = async ({ nativeId, messages }: Order, call: CallOptions) =>
    messages ?? line.send(getInbox(nativeId), call).catch(unlessRedirected)

  return {
    offers: createRentalOffers(parts),

    rent: async (order, call) => {
      const operation = 'rentals.rent'
      const target = beforeSending(() => rentalTargetOf(order, parts), provider, operation)
      const { country, operator, service: product } = target
      const maxPrice = parseAmount(order.maxPrice) ?? undefined
      const sale = await line.buy(buy({ category: 'hosting', country, operator, product, maxPrice }), call)
      const now = clock.now()
      const { rounds: _, canRetry: __, ...facts } = snapshotOfSale(sale, target, now, parts)
      const life = lifeOf(sale) ?? (target.hours ?? 0) * HOUR
      const rented = { ...facts, kind: 'rental', status: 'active', cancellableAt: null } as const
      return withoutKey({ ...rented, expiresAt: new Date(now + life) }, redact)
    },

    fetch: (id, call) =>
      askAbout(id, 'rentals.fetch', parts, async (nativeId): Promise<RentalTold> => {
        const order = await line.send(ask('check', nativeId), call)
        const standing = rentalStandingOf(order)
        if (standing === null) throw unknownStatus(order, { provider, operation: 'rentals.fetch' })
        const { phone, product, country, operator, price, soldAt } = order
        const { status, ...money } = standing
        const facts = tell({
          ...money,
          phone: phone ?? undefined,
          price: price ?? undefined,
          soldAt: soldAt ?? undefined,
          operator: toOperator(operator) ?? undefined,
          service: product === null ? undefined : names.service(product),
          country: country === null ? undefined : names.country(country),
          messages: (await messagesOf(order, call)) ?? undefined,
        })
        const { status: _, canRetry: __, ...told } = withoutKey(facts, redact)
        return { ...told, status }
      }),

    list: async call => {
      const now = clock.now()
      const orders = await readOrders(line, { provider, category: 'hosting', longestLife: LONGEST_LIFE }, call)
      return orders.filter(mayBeOpen).map((order): RentalSnapshot => {
        const snapshot = snapshotOfOrder(order, now, parts)
        if (snapshot === null) throw halfAnOrder(provider)
        const { rounds: _, canRetry: __, ...facts } = withoutKey(snapshot, redact)
        return { ...facts, kind: 'rental', status: 'active', cancellableAt: null, expiresAt: endOf(order) }
      })
    },
  }
}

/** The end of a rented number; by its length where it is untold. */
function endOf({ expiresAt, soldAt, product }: Order): Date | null {
  const hours = product === null ? null : hoursOfProduct(product)
  return expiresAt ?? (soldAt && hours !== null ? new Date(soldAt.getTime() + hours * HOUR) : null)
}

/** The host leads away from a path it does not have. */
function unlessRedirected(error: unknown): readonly ObservedMessage[] | null {
  if (error instanceof UnexpectedResponseError && error.reason === 'redirect') return null
  throw error
}

import type { Clock } from '../../../../utils/clock.ts'
import { magicOf } from '../../handler-api/activations/magic.ts'
import type { MessageWishes } from '../../handler-api/activations/message.ts'
import type { Script } from '../../handler-api/activations/script.ts'
import { createTimeline } from '../../handler-api/activations/timeline.ts'
import type { Books, LedgerSms } from '../../ledger.ts'
import { type Charge, createWallet } from '../../wallet.ts'
import type { FiveSimCatalog } from '../catalog/catalog.ts'
import { openBooks } from './books.ts'
import { createLife } from './life.ts'
import { isOpen, type Kept, type Order } from './order.ts'
import type { Purchase, Refusal } from './purchase.ts'
import { createRating } from './rating.ts'
import { createSeller } from './seller.ts'

/** Where the host sells numbers and looks after them: answers are made from it, and a fault may show another. */
export interface Desk {
  /** Sells one number, or says why not. */
  buy(purchase: Purchase): Order | Refusal
  /** Sells the number of an earlier order again, or says why not. */
  reuse(product: string, phone: string, request: Pick<Purchase, 'params' | 'requestAt'>): Order | Refusal
  find(id: string): Order | undefined
  /** Every order there ever was, oldest first. */
  all(): readonly Order[]
  /** Milliseconds since it was bought. */
  ageOf(order: Order): number
  /** The number is there from now on. */
  allocate(id: string): void
  /** Ends it: as done, or with the money given back. */
  close(id: string, status: 'FINISHED' | 'CANCELED' | 'BANNED'): void
  /** Puts an SMS into it. Throws a RangeError where no order is open under that id. */
  deliver(id: string, wishes: MessageWishes): LedgerSms
  /** When the account was opened. */
  readonly openedAt: number
  /** Movements of money, oldest first. */
  charges(): readonly Charge[]
  /** The account's caps by product. */
  readonly caps: Map<string, Cap>
  readonly rating: number
  /** Does something `ms` milliseconds from now. */
  later(ms: number, act: () => void): void
}

/** The most the account pays for a product. */
export interface Cap {
  readonly id: number
  readonly price: string
  readonly at: number
}

interface Setting {
  readonly catalog: FiveSimCatalog
  readonly clock: Clock
  readonly seed: number
  readonly balance: string
  scriptOf(product: string): Script
}

/** How long after its purchase a number may be bought again. */
const REUSE = 86_400_000

/** Throws a RangeError for a balance that is no decimal of at most four places. */
export function createDesk({ catalog, clock, seed, balance, scriptOf }: Setting): {
  readonly desk: Desk
  readonly books: Books
  /** Lets everything happen that is due by now. */
  readonly settle: () => void
} {
  const wallet = createWallet(balance)
  const timeline = createTimeline(clock)
  const rating = createRating(timeline)
  const orders: Kept[] = []
  const byId = new Map<string, Kept>()
  const caps = new Map<string, Cap>()
  const brands = new Map(catalog.services.map(({ code, name }) => [code, magicOf(code) ? 'Emulator' : name]))
  const brandOf = (product: string) => brands.get(product) ?? 'Emulator'
  const life = createLife({ wallet, timeline, rating, seed, brandOf, scriptOf })
  const capOf = (product: string) => caps.get(product)?.price ?? null
  const seller = createSeller({ catalog, timeline, seed, funds: () => wallet.micros, capOf })

  const sold = (outcome: Kept | Refusal) => {
    if ('refused' in outcome) return outcome
    orders.push(outcome)
    byId.set(outcome.id, outcome)
    life.begin(outcome)
    return outcome
  }
  const openOrder = (id: string) => {
    const order = byId.get(id)
    return order && isOpen(order) ? order : undefined
  }

  const desk: Desk = {
    buy: purchase => (rating.allows ? sold(seller.sell(purchase)) : { refused: 'not enough rating' }),
    reuse(product, phone, request) {
      const earlier = orders.findLast(order => order.phone === phone && order.product === product)
      if (!earlier || isOpen(earlier)) return { refused: 'reuse not possible' }
      if (!earlier.reusable) return { refused: 'reuse false' }
      if (desk.ageOf(earlier) > REUSE) return { refused: 'reuse expired' }
      return rating.allows ? sold(seller.again(earlier, request)) : { refused: 'not enough rating' }
    },
    find: id => byId.get(id),
    all: () => orders,
    ageOf: ({ born }) => timeline.elapsed() - born,
    allocate(id) {
      const order = openOrder(id)
      if (order) order.status = 'RECEIVED'
    },
    close(id, status) {
      const order = openOrder(id)
      if (order) life.end(order, status, 'owner')
    },
    deliver(id, wishes) {
      const order = openOrder(id)
      if (!order) throw new RangeError(`no order ${JSON.stringify(id)} is open`)
      return life.receive(order, wishes)
    },
    openedAt: timeline.now(),
    charges: wallet.charges,
    caps,
    get rating() {
      return rating.points
    },
    later: timeline.later,
  }
  return { desk, books: openBooks(orders, wallet, timeline), settle: timeline.settle }
}

import type { Clock } from '../../../../utils/clock.ts'
import type { Books, LedgerSms } from '../../ledger.ts'
import { createWallet } from '../../wallet.ts'
import type { EmulatorCatalog } from '../catalog/catalog.ts'
import { createRandom, seedOf } from '../catalog/random.ts'
import { createExtender, type Extender } from '../rentals/extender.ts'
import type { RentalCatalog } from '../rentals/rental-catalog.ts'
import { createRenter, type RentOrder, type RentRefusal } from '../rentals/renter.ts'
import type { Activation } from './activation.ts'
import { createArchive, type Kept } from './archive.ts'
import { openBooks } from './books.ts'
import { createLife } from './life.ts'
import { magicOf } from './magic.ts'
import type { MessageWishes } from './message.ts'
import type { Order } from './order.ts'
import { createRegister } from './register.ts'
import type { Refusal, SaleStyle } from './sale.ts'
import type { Script } from './script.ts'
import { createSeller } from './seller.ts'
import { createTimeline, type Timeline } from './timeline.ts'

/** Where the host sells activations, rents numbers out and looks after them: answers are made from it, and a fault may show another. */
export interface Desk extends Extender {
  /** Sells one number, or says why not. */
  buy(order: Order): Activation | Refusal
  /** Rents one number out, or says why not. */
  rent(order: RentOrder): Activation | RentRefusal
  find(id: string): Activation | undefined
  /** Those that occupy a number, newest first. */
  open(): readonly Activation[]
  /** Every one there ever was, oldest first. */
  all(): readonly Activation[]
  /** Milliseconds since it was bought. */
  ageOf(activation: Activation): number
  /** Ends it as done; what was charged stays so. */
  complete(id: string): void
  /** Ends it and gives the money back. */
  cancel(id: string): void
  /** Waits for another SMS. */
  retry(id: string): void
  /** Puts an SMS into it. Throws a RangeError where nothing is open under that id. */
  deliver(id: string, wishes: MessageWishes): LedgerSms
  /** Notes that the owner has seen every SMS so far. */
  tell(id: string): void
  /** Does something `ms` milliseconds from now. */
  later(ms: number, act: () => void): void
}

interface Setting {
  readonly catalog: EmulatorCatalog
  readonly rentals: RentalCatalog
  readonly style: SaleStyle
  readonly clock: Clock
  readonly seed: number
  readonly balance: string
  scriptOf(service: string): Script
  /** Hears of every SMS at the instant it comes, though nobody asks. */
  arrived?(timeline: Timeline, activation: Activation, sms: LedgerSms): void
}

/** Throws a RangeError for a balance that is no decimal of at most four places. */
export function createDesk({ catalog, rentals, style, clock, seed, balance, scriptOf, arrived }: Setting): {
  readonly desk: Desk
  readonly books: Books
  /** Lets everything happen that is due by now. */
  readonly settle: () => void
} {
  const wallet = createWallet(balance)
  const timeline = createTimeline(clock, arrived !== undefined)
  const archive = createArchive()
  const brands = new Map(catalog.services.map(({ code, name }) => [code, magicOf(code) ? 'Emulator' : name]))
  const brandOf = (service: string) => brands.get(service) ?? service
  const life = createLife({
    archive,
    wallet,
    timeline,
    seed,
    brandOf,
    scriptOf,
    arrived: (activation, sms) => arrived?.(timeline, activation, sms),
  })
  const random = createRandom(seedOf(seed, 'seller'))
  const enter = createRegister(timeline, random)
  const funds = () => wallet.micros
  const sell = createSeller({ catalog, style, random, enter, funds })
  const rent = createRenter({ catalog, offers: rentals, style, random, enter, funds })
  const extender = createExtender({ archive, offers: rentals, timeline, life, funds })

  /** Does something to an activation that is still open. */
  const ifOpen = (act: (activation: Kept) => void) => (id: string) => {
    const activation = archive.findOpen(id)
    if (activation) act(activation)
  }

  const desk: Desk = {
    buy(order) {
      const outcome = sell(order)
      if (!('refused' in outcome)) life.begin(outcome)
      return outcome
    },
    rent(order) {
      const outcome = rent(order)
      if (!('refused' in outcome)) life.begin(outcome)
      return outcome
    },
    ...extender,
    find: archive.find,
    open: archive.open,
    all: () => archive.all,
    ageOf: ({ born }) => timeline.elapsed() - born,
    complete: ifOpen(activation => life.end(activation, 'completed')),
    cancel: ifOpen(activation => life.end(activation, 'cancelled')),
    retry: ifOpen(life.retry),
    deliver(id, wishes) {
      const activation = archive.findOpen(id)
      if (!activation) throw new RangeError(`no number ${JSON.stringify(id)} is open`)
      return life.receive(activation, wishes)
    },
    tell(id) {
      const activation = archive.find(id)
      if (activation) activation.told = activation.sms.length
    },
    later: timeline.later,
  }
  return { desk, books: openBooks(archive, wallet, timeline), settle: timeline.settle }
}

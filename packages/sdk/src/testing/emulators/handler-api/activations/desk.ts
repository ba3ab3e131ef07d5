import type { Clock } from '../../../../utils/clock.ts'
import type { Books, LedgerSms } from '../../ledger.ts'
import { createWallet, moneyOf } from '../../wallet.ts'
import type { EmulatorCatalog } from '../catalog/catalog.ts'
import { toMicros } from '../catalog/decimal.ts'
import { createRandom, seedOf } from '../catalog/random.ts'
import type { EmulatorCountry } from '../catalog/view.ts'
import { type Activation, isOpen, isRefunded } from './activation.ts'
import { createAgenda } from './agenda.ts'
import { magicOf } from './magic.ts'
import { inventMessage, type MessageWishes } from './message.ts'
import type { Order } from './order.ts'
import { inventPhone } from './phone.ts'
import { fits, networkFor, offerFor, type Refusal, type SaleStyle } from './sale.ts'
import { type Script, type Step, streamOf } from './script.ts'

/** Where the host keeps its activations: the part that answers are made from, of which a fault may show another. */
export interface Desk {
  /** Sells one number, or says why not. */
  buy(order: Order): Activation | Refusal
  find(id: string): Activation | undefined
  /** Those that occupy a number, newest first. */
  open(): readonly Activation[]
  /** Milliseconds since it was bought. */
  ageOf(activation: Activation): number
  /** Every one there ever was, oldest first. */
  all(): readonly Activation[]
  /** Ends it as done; what was charged stays so. */
  complete(id: string): void
  /** Ends it and gives the money back. */
  cancel(id: string): void
  /** Waits for another SMS. */
  retry(id: string): void
  /** Puts an SMS into it. Throws a RangeError where no activation is open under that id. */
  deliver(id: string, wishes: MessageWishes): LedgerSms
  /** Notes that the owner has seen every SMS so far. */
  tell(id: string): void
  /** Does something `ms` milliseconds from now. */
  later(ms: number, act: () => void): void
}

/** The host's own side of the desk. */
export interface BackOffice {
  readonly desk: Desk
  readonly books: Books
  /** Lets everything happen that is due by now. */
  settle(): void
}

interface Setting {
  readonly catalog: EmulatorCatalog
  readonly style: SaleStyle
  readonly clock: Clock
  readonly seed: number
  readonly balance: string
  scriptOf(service: string): Script
}

type Kept = { -readonly [Member in keyof Activation]: Activation[Member] } & { readonly sms: LedgerSms[] }

/** Ids of today have ten digits and more than 31 bits. */
const FIRST_ID = 3_000_000_000

/** Throws a RangeError for a balance that is no decimal of at most four places. */
export function createDesk({ catalog, style, clock, seed, balance, scriptOf }: Setting): BackOffice {
  const wallet = createWallet(balance)
  const agenda = createAgenda()
  const random = createRandom(seedOf(seed, 'desk'))
  const kept: Kept[] = []
  const byId = new Map<string, Kept>()
  const open = new Map<string, Kept>()
  const references = new Set<string>()
  const countries = new Map(catalog.countries.map(country => [country.id, country]))
  const brands = new Map(catalog.services.map(({ code, name }) => [code, magicOf(code) ? 'Emulator' : name]))
  let openNow: readonly Activation[] | null = []
  let lastId = FIRST_ID
  /** While something due in the past happens, that is the time; the clock does not stop for it. */
  let happening: number | null = null

  const elapsed = () => happening ?? clock.elapsed()
  const now = () => clock.now() - (clock.elapsed() - elapsed())
  const later = (ms: number, act: () => void) =>
    agenda.add(elapsed() + ms, due => {
      happening = due
      try {
        act()
      } finally {
        happening = null
      }
    })

  const perform = (activation: Kept, steps: readonly Step[]) => {
    for (const step of steps) {
      later(step.after, () => {
        if (!isOpen(activation)) return
        if ('cancel' in step) end(activation, 'cancelled')
        else receive(activation, step.sms)
      })
    }
  }

  const receive = (activation: Kept, wishes: MessageWishes): LedgerSms => {
    const brand = brands.get(activation.service) ?? activation.service
    const draw = streamOf(seed, activation.id, activation.sms.length + 1)
    const sms = { at: now(), ...inventMessage(brand, draw, wishes) }
    activation.sms.push(sms)
    activation.state = 'received'
    return sms
  }

  const end = (activation: Kept, state: 'completed' | 'cancelled' | 'expired') => {
    activation.state = state
    if (isRefunded(activation)) wallet.charge(activation.id, -activation.price, now())
    open.delete(activation.id)
    openNow = null
  }

  const keep = (order: Order, country: EmulatorCountry, price: number, operator: string): Activation => {
    lastId += 1 + Math.floor(random() * 9)
    const id = order.id ?? String(lastId)
    const { service, params, requestAt } = order
    const boughtAt = now()
    const activation: Kept = {
      id,
      service,
      country,
      operator,
      phone: inventPhone(country.dialCode, kept.length + 1),
      price,
      requestAt,
      boughtAt,
      endsAt: boughtAt + style.lifetime,
      born: elapsed(),
      canGetAnotherSms: style.repeats(country.id),
      params,
      state: 'waiting',
      sms: [],
      told: 0,
    }
    kept.push(activation)
    byId.set(id, activation)
    open.set(id, activation)
    openNow = null
    wallet.charge(id, price, boughtAt)
    perform(activation, scriptOf(service).bought(streamOf(seed, id, 0)))
    later(style.lifetime, () => {
      if (isOpen(activation)) end(activation, activation.sms.length > 0 ? 'completed' : 'expired')
    })
    return activation
  }

  const buy = (order: Order): Activation | Refusal => {
    const { reference } = order
    const repeated = reference !== null && style.honours.has('orderId')
    if (repeated && references.has(reference)) return { refused: 'order-exists' }
    const offer = offerFor(catalog, order, style)
    if ('refused' in offer) return offer
    const country = countries.get(offer.country)
    const operator = networkFor(catalog.operatorsOf(offer.country), order, style, random())
    if (!country || operator === null) return { refused: 'no-numbers' }
    const fitting = fits(order, offer, style)
    const lot = catalog.sell(offer.country, offer.service, lot => fitting(lot) && toMicros(lot.price) <= wallet.micros)
    if (!lot)
      return {
        refused: catalog.lotsOf(offer).some(dear => dear.stock > 0 && fitting(dear)) ? 'no-balance' : 'no-numbers',
      }
    if (repeated) references.add(reference)
    return keep(order, country, toMicros(order.charge ?? lot.price), operator)
  }

  /** Does something to an activation that is still open. */
  const toOpen = (act: (activation: Kept) => void) => (id: string) => {
    const activation = open.get(id)
    if (activation) act(activation)
  }
  const settle = () => agenda.settle(clock.elapsed())

  const desk: Desk = {
    buy,
    find: id => byId.get(id),
    open: () => {
      openNow ??= [...open.values()].reverse()
      return openNow
    },
    ageOf: ({ born }) => elapsed() - born,
    all: () => kept,
    complete: toOpen(activation => end(activation, 'completed')),
    cancel: toOpen(activation => end(activation, 'cancelled')),
    retry: toOpen(activation => {
      activation.state = 'retrying'
      perform(activation, scriptOf(activation.service).again(streamOf(seed, activation.id, -activation.sms.length)))
    }),
    deliver(id, wishes) {
      const activation = open.get(id)
      if (!activation) throw new RangeError(`no activation ${JSON.stringify(id)} is open`)
      return receive(activation, wishes)
    },
    tell: id => {
      const activation = byId.get(id)
      if (activation) activation.told = activation.sms.length
    },
    later,
  }
  const books: Books = {
    get balance() {
      settle()
      return moneyOf(wallet.micros)
    },
    activations: () => {
      settle()
      return kept.map(rowOf)
    },
    charges: () => {
      settle()
      return wallet.charges()
    },
  }
  return { desk, books, settle }
}

const rowOf = (activation: Kept) => {
  const { id, service, country, operator, phone, price, state, requestAt, boughtAt, sms, params } = activation
  const refunded = isRefunded(activation)
  return {
    id,
    service,
    country: country.id,
    operator,
    phone,
    price: moneyOf(price),
    status: state,
    requestAt,
    boughtAt,
    charged: moneyOf(refunded ? 0 : price),
    refunded: moneyOf(refunded ? price : 0),
    sms: [...sms],
    params,
  }
}

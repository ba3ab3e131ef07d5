import type { Client } from '../client/create-client.ts'
import { createClient } from '../client/create-client.ts'
import type { RentalsResource } from '../client/rentals.ts'
import type { WebhooksResource } from '../client/webhooks.ts'
import type { FetchLike } from '../http/exchange.ts'
import type { Provider } from '../provider/provider.ts'
import type { RentalRequest, RentalsFacet } from '../provider/rentals.ts'
import type { WebhooksFacet } from '../provider/webhooks.ts'
import { heroSms } from '../providers/hero-sms/index.ts'
import { createMemoryStore } from '../purchase/memory-store.ts'
import type { Rental, RentalEvents } from '../rental/rental.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { createHandlerApiEmulator, type HandlerApiEmulator } from '../testing/index.ts'
import { allOf, callError, leave, listenToClient, namesOf, note } from './canary-calls.ts'
import { type Outcome, outcomesOf } from './canary-outcomes.ts'
import { whileTimeFlies } from './passing-time.ts'

const WAIT = { timeout: 30_000 }
/** Milliseconds in which a list tells what an unknown purchase came to, if it ever does. */
const PATIENCE = 180_000
const order: RentalRequest = {
  service: { nativeId: 'tg' },
  country: { nativeId: '187' },
  duration: { days: 7 },
  maxPrice: '9',
}

export const eventsOfRental = namesOf<keyof RentalEvents>({ message: true, settled: true, error: true })

/** Everything a rental offers, at once; `extend` is one that is not ended meanwhile. */
function callRental(rental: Rental, extend: () => unknown, heard: Outcome[]): Promise<Outcome[]> {
  const calls: Record<keyof Rental, () => unknown> = {
    on: () => {
      for (const event of eventsOfRental) rental.on(event, note(`rental ${event}`, heard))
    },
    once: () => {
      for (const event of eventsOfRental) rental.once(event, note(`rental ${event}`, heard))
    },
    timeLeft: () => rental.timeLeft(),
    untilCancellable: () => rental.untilCancellable(),
    subscribe: () => rental.subscribe(() => heard.push({ method: 'subscribe', value: rental.snapshot })),
    id: () => rental.id,
    phone: () => rental.phone,
    status: () => rental.status,
    snapshot: () => rental.snapshot,
    toJSON: () => rental.toJSON(),
    waitForCode: () => rental.waitForCode(WAIT),
    waitForMessage: () => rental.waitForMessage(WAIT),
    messages: () => allOf(rental.messages(WAIT)),
    refresh: () => rental.refresh(),
    extensions: () => rental.extensions(),
    extend,
    cancel: () => rental.cancel(),
    complete: () => rental.complete(),
  }
  return outcomesOf('rental', calls)
}

function callRentals(
  { rentals, webhooks }: Client<Provider & { readonly rentals: RentalsFacet; readonly webhooks: WebhooksFacet }>,
  id: string,
): Promise<Outcome[]> {
  const ofRentals: Record<keyof RentalsResource, () => unknown> = {
    rent: () => rentals.rent(order, { idempotencyKey: 'rental-1' }),
    offers: () => rentals.offers(order),
    get: () => rentals.get(id),
    list: () => rentals.list(),
  }
  const body = JSON.stringify({ activationId: id.split(':')[1], text: 'code 1234', code: '1234' })
  const ofWebhooks: Record<keyof WebhooksResource, () => unknown> = {
    receive: () => webhooks.receive(new Request('https://receiver.test/hook', { method: 'POST', body })),
  }
  return outcomesOf('rentals', { ...ofRentals, ...ofWebhooks })
}

/** A rented number whose host goes wrong, and one more that is rented then: everything a client offers of rentals is called. */
export async function rentWith(
  apiKey: string,
  spoil: (emulator: HandlerApiEmulator) => FetchLike,
): Promise<readonly Outcome[]> {
  const clock = new FakeClock(Date.now())
  const size = { services: 2, countries: 195 }
  const emulator = createHandlerApiEmulator({ dialect: 'hero-sms', apiKey, clock, size, autoSms: false })
  emulator.rentals.setOffer('187', 'tg', 168, { price: '5', stock: 10 })
  const heard: Outcome[] = []
  let fetch: FetchLike = emulator.fetch
  const provider = heroSms({ apiKey, fetch: (url, init) => fetch(url, init), requestsPerSecond: 10_000 })
  const open = () => {
    const client = createClient({ provider, clock, store: createMemoryStore({ clock }) })
    listenToClient(client, heard)
    return client
  }
  const [renter, other] = [open(), open()]
  const rental = await renter.rentals.rent(order)
  const spare = await renter.rentals.rent(order)
  emulator.sms(rental.id)

  return whileTimeFlies(
    clock,
    () => false,
    async () => {
      await clock.sleep(130_000) // from then on it can be extended
      const [offer] = await spare.extensions()
      const extend = () => spare.extend({ hours: Number(offer?.hours) }, { maxPrice: '99' })
      fetch = spoil(emulator)
      const [ofNumber, ofClient] = await Promise.all([callRental(rental, extend, heard), callRentals(other, rental.id)])
      const unknown = [...ofNumber, ...ofClient].map(outcome => callError(outcome, AbortSignal.timeout(PATIENCE)))
      const ofErrors = (await Promise.all(unknown)).flat()
      emulator.faults.clear()
      fetch = emulator.fetch
      const left = [await leave(renter), await leave(other)]
      return [...ofNumber, ...ofClient, ...ofErrors, ...left.flat(), ...heard]
    },
  )
}

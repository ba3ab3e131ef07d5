import { createClient } from '../../../client/create-client.ts'
import { OneSmsError } from '../../../errors/base.ts'
import type { OfferQuery, Provider } from '../../../provider/provider.ts'
import type { NumberSnapshot, RentalSnapshot } from '../../../provider/rental-snapshot.ts'
import type { RentalsFacet } from '../../../provider/rentals.ts'
import type { ActivationSnapshot } from '../../../provider/snapshot.ts'
import type { Intent } from '../../../purchase/intent.ts'
import { createMemoryStore } from '../../../purchase/memory-store.ts'
import type { IntentStore } from '../../../purchase/store.ts'
import { PurchaseUnknownError } from '../../../purchase/unknown-error.ts'
import type { Clock } from '../../../utils/clock.ts'
import {
  formatActivation,
  formatExtensionOffer,
  formatRentalOffer,
  problemOf,
  type WirePurchase,
} from '../../../wire/index.ts'

export interface StandIn {
  fetch(this: void, input: string | URL | Request, init?: RequestInit): Promise<Response>
  readonly requests: string[]
  /** What it takes as a token. */
  token: string
}

export interface StandInOptions {
  readonly provider: Provider & { readonly rentals: RentalsFacet }
  readonly clock: Clock
  readonly token: string
}

interface Body {
  readonly service?: string
  readonly country?: string
  readonly operator?: string
  readonly max_price?: string
  readonly hours?: number
  readonly reason?: 'other'
}
interface Call {
  readonly url: URL
  readonly id: string
  readonly key: string
  readonly body: Body
}

/** The routes of a daemon over one provider, with a ledger in memory: what a client may expect of the real one. */
export function createStandInDaemon({ provider, clock, token }: StandInOptions): StandIn {
  const ids = new Map<string, string>()
  const client = createClient({
    provider,
    clock,
    accountMode: 'exclusive',
    store: byKey(createMemoryStore({ clock }), ids),
  })
  const wire = (snapshot: NumberSnapshot) =>
    formatActivation(inTime(snapshot), { cancelRequestedAt: null, serverTime: new Date(clock.now()) })
  const lateness = new Map<string, number>()
  /** The provider dates by the time of this machine, the daemon by `clock`. */
  const inTime = (snapshot: NumberSnapshot): NumberSnapshot => {
    const { id, createdAt, expiresAt, cancellableAt } = snapshot
    const late = lateness.get(id) ?? clock.now() - createdAt.getTime()
    lateness.set(id, late)
    const later = <D extends Date | null>(date: D) => (date && new Date(date.getTime() + late)) as D
    const own = { createdAt: later(createdAt), expiresAt: later(expiresAt), cancellableAt: later(cancellableAt) }
    return { ...snapshot, ...own, observedAt: new Date(clock.now()) }
  }
  const number = (snapshot: NumberSnapshot, status = 200) => json(wire(snapshot), status)
  const rows = (data: readonly unknown[]) => json({ data, next: null })

  const purchaseOf = (intent: Intent): WirePurchase => ({
    id: intent.id,
    kind: intent.targets[0]?.kind ?? 'activation',
    state: intent.state,
    activation_id: intent.activationId,
    activation: intent.snapshot && intent.state === 'confirmed' ? wire(intent.snapshot) : null,
    problem: intent.refusal && { code: intent.refusal.code, detail: intent.refusal.message },
    max_price: intent.maxPrice,
    created_at: intent.createdAt.toISOString(),
  })
  const placed = async (buying: Promise<{ readonly snapshot: NumberSnapshot }>) => {
    try {
      return number((await buying).snapshot, 201)
    } catch (error) {
      if (!(error instanceof PurchaseUnknownError)) throw OneSmsError.is(error) ? asRejected(error) : error
      return json(purchaseOf(await client.purchases.get(error.intentId)), 202)
    }
  }
  const known = async (id: string) => (await client.activations.get(id)).refresh()
  const rented = async (id: string) => (await client.rentals.get(id)).refresh()
  const capOf = ({ max_price: maxPrice }: Body) => (maxPrice === undefined ? {} : { maxPrice })
  const wish = ({ service = '', country = '', operator, ...body }: Body) => {
    const native = (code: string) => (code.includes(':') ? { nativeId: code.split(':')[1] ?? '' } : code)
    return { service: native(service), country: native(country), ...(operator && { operator }), ...capOf(body) }
  }
  const queryOf = (url: URL): OfferQuery => {
    const { service, country } = wish(Object.fromEntries(url.searchParams))
    return { ...(service && { service }), ...(country && { country }) }
  }
  const line = (offers: Awaited<ReturnType<Provider['catalog']['offers']>>) =>
    offers.map(({ service, country, operator, price, ...offer }) => ({
      ...offer,
      service: service.slug ?? `${offer.provider}:${service.nativeId}`,
      country: country.iso ?? `${offer.provider}:${country.nativeId}`,
      operator: operator?.nativeId ?? null,
      price: price.amount,
      currency: price.currency,
    }))

  const routes: Readonly<Record<string, (call: Call) => Promise<Response>>> = {
    'GET balances': async () => {
      const money = await client.account.balance()
      return json({ data: [{ provider: provider.id, ...money, observed_at: new Date(clock.now()).toISOString() }] })
    },
    'GET services': async () => {
      const services = await client.catalog.services()
      return rows(services.map(({ slug, nativeId, name }) => ({ code: slug ?? `${provider.id}:${nativeId}`, name })))
    },
    'GET countries': async () => {
      const countries = new Map(
        (await client.catalog.countries()).map(({ iso, nativeId, name }) => [iso ?? nativeId, name]),
      )
      return rows(
        [...countries].map(([code, name]) => ({
          code: /^[A-Z]{2}$/.test(code) ? code : `${provider.id}:${code}`,
          name,
        })),
      )
    },
    'GET offers': async ({ url }) => rows(line(await client.catalog.offers(queryOf(url)))),
    'GET availability': async ({ url }) => {
      const offers = line(await client.catalog.offers(queryOf(url)))
      return json({ data: [{ provider: provider.id, observed_at: new Date(clock.now()), offers }] })
    },
    'POST activations': ({ body, key }) => placed(client.activations.buy(wish(body), { idempotencyKey: key })),
    // What it told of a number once, it tells in its list, too.
    'GET activations': async () => {
      const listed = (await provider.activations.list?.({})) ?? []
      return rows(await Promise.all(listed.map(async ({ id }) => wire(await known(id)))))
    },
    'GET activations/:id': async ({ id }) => number((await known(id)) as ActivationSnapshot),
    'POST activations/:id/cancel': async ({ id }) => {
      const activation = await client.activations.get(id)
      await activation.cancel({ wait: false })
      return activation.status === 'cancelled' ? number(activation.snapshot) : problem(409, 'invalid_transition')
    },
    'POST activations/:id/complete': async ({ id }) => {
      const activation = await client.activations.get(id)
      await activation.complete()
      return number(activation.snapshot)
    },
    'POST activations/:id/retry': async ({ id }) => {
      const activation = await client.activations.get(id)
      await activation.retry()
      return number(activation.snapshot)
    },
    'POST activations/:id/report': async ({ id, body }) => {
      const activation = await client.activations.get(id)
      await activation.report(body.reason ?? 'other')
      return number(activation.snapshot)
    },
    'GET rentals/offers': async ({ url }) => {
      const { service, country } = wish(Object.fromEntries(url.searchParams) as Body)
      const offers = await client.rentals.offers({ service, ...(country && { country }) }, {})
      return json({ data: offers.map(formatRentalOffer) })
    },
    'POST rentals': ({ body, key }) =>
      placed(client.rentals.rent({ ...wish(body), duration: { hours: body.hours ?? 0 } }, { idempotencyKey: key })),
    'POST rentals/:id/extend': async ({ id, body, key }) => {
      const rental = await client.rentals.get(id)
      const extending = rental.extend({ hours: body.hours ?? 0 }, { idempotencyKey: key, ...capOf(body) })
      return placed(extending.then(() => rental))
    },
    'GET rentals/:id/extensions': async ({ id }) => {
      const offers = await (await client.rentals.get(id)).extensions()
      return json({ data: offers.map(formatExtensionOffer) })
    },
    'GET rentals': async () => rows(((await provider.rentals.list?.({})) ?? []).map(wire)),
    'GET rentals/:id': async ({ id }) => number((await rented(id)) as RentalSnapshot),
    'POST rentals/:id/cancel': async ({ id }) => {
      const rental = await client.rentals.get(id)
      await rental.cancel()
      return number(rental.snapshot)
    },
    'POST rentals/:id/complete': async ({ id }) => {
      const rental = await client.rentals.get(id)
      await rental.complete()
      return number(rental.snapshot)
    },
    'GET purchases': async ({ url }) => {
      const id = ids.get(url.searchParams.get('key') ?? '')
      return id === undefined ? problem(404, 'not_found') : json(purchaseOf(await client.purchases.get(id)))
    },
    'GET purchases/:id': async ({ id }) => json(purchaseOf(await client.purchases.get(id))),
  }

  const standIn: StandIn = {
    token,
    requests: [],
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const url = new URL(request.url)
      const [, noun = '', second, verb] = url.pathname.split('/').slice(1)
      const isName = second === 'offers'
      const path = [noun, ...(second === undefined ? [] : [isName ? second : ':id']), ...(verb ? [verb] : [])].join('/')
      standIn.requests.push(`${request.method} ${path}`)
      if (request.headers.get('authorization') !== `Bearer ${standIn.token}`) return problem(401, 'unauthorized')
      const route = routes[`${request.method} ${path}`]
      if (!route) return problem(404, 'not_found')
      const text = await request.text()
      const key = request.headers.get('idempotency-key') ?? ''
      try {
        const body = text === '' ? {} : JSON.parse(text)
        return await route({ url, id: decodeURIComponent(second ?? ''), key, body })
      } catch (error) {
        if (!OneSmsError.is(error)) throw error
        const { code, status, detail, members } = problemOf(error)
        return json({ type: `urn:onesms:error:${code}`, code, status, detail, ...members }, status)
      }
    },
  }
  return standIn
}

/** Whatever is not unknown has bought nothing, and stays so under its key; a key that stands for another one proves nothing. */
function asRejected(error: OneSmsError): OneSmsError {
  if (error.code === 'idempotency_conflict') return error
  return Object.defineProperty(error, 'rejected', { value: true })
}

function json(value: unknown, status = 200): Response {
  return Response.json(value, { status })
}

const problem = (status: number, code: string) => json({ code, status, detail: 'so it is' }, status)

/** Notes which intent each key stands for. */
function byKey(store: IntentStore, ids: Map<string, string>): IntentStore {
  return {
    ...store,
    insert: async intent => {
      const result = await store.insert(intent)
      if (intent.idempotencyKey !== null) ids.set(intent.idempotencyKey, result.intent.id)
      return result
    },
  }
}

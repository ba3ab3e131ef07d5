import type { EmulatedVendor, VendorWishes } from '@onesms/sdk/testing'

const LIFETIME = 20 * 60_000
const CANCEL_AFTER = 60_000

interface Sold {
  readonly id: string
  readonly phone: string
  readonly service: string
  readonly country: string
  readonly price: string
  readonly soldAt: number
  readonly sms: { readonly id: string; readonly text: string; readonly code: string; readonly at: number }[]
  end: 'done' | 'cancelled' | null
}

const names = (ids: Readonly<Record<string, string>>) => Object.entries(ids).map(([id, name]) => ({ id, name }))
const SERVICES = names({ dc: 'Discord', tg: 'Telegram', wa: 'WhatsApp' })
const COUNTRIES = names({ britain: 'Great Britain', germany: 'Germany', usa: 'United States' })
const PRICE = '0.25'

class Refusal extends Error {}

/**
 * My Vendor's look-alike, made from the description of its interface and not from our readers, so that a misreading shows
 * up. It has stock and books, and commits no faults: the suite puts those on the wire.
 */
export function createMyVendor({ clock, apiKey, balance }: VendorWishes): EmulatedVendor {
  const sold: Sold[] = []
  const stockOf = (service: string) => (service === 'wa' ? 0 : 1_000)
  const isOver = (number: Sold) => number.end !== null || clock.now() >= number.soldAt + LIFETIME
  const statusOf = (number: Sold) => {
    if (number.end) return number.end
    if (isOver(number)) return number.sms.length > 0 ? 'done' : 'expired'
    return number.sms.length > 0 ? 'received' : 'waiting'
  }
  const isCharged = (number: Sold) => !['cancelled', 'expired'].includes(statusOf(number))
  const cents = (amount: string) => Math.round(Number(amount) * 10_000)
  const balanceNow = () => (cents(balance) - sold.filter(isCharged).length * cents(PRICE)) / 10_000
  const rowOf = (number: Sold) => ({
    id: number.id,
    phone: number.phone,
    service: number.service,
    country: number.country,
    price: number.price,
    status: statusOf(number),
    sold_at: new Date(number.soldAt).toISOString(),
    ends_at: new Date(number.soldAt + LIFETIME).toISOString(),
    sms: number.sms.map(sms => ({ ...sms, sender: null, at: new Date(sms.at).toISOString() })),
  })

  const find = (id: string | undefined) => {
    const number = sold.find(each => each.id === id)
    if (!number) throw new Refusal('no_such_number')
    return number
  }

  const sell = (query: URLSearchParams) => {
    const [service, country, cap] = [query.get('service'), query.get('country'), query.get('max_price')]
    const isKnown = SERVICES.some(({ id }) => id === service) && COUNTRIES.some(({ id }) => id === country)
    if (!isKnown || service === null || country === null) throw new Refusal('unknown_product')
    if (stockOf(service) === 0) throw new Refusal('no_numbers')
    if (cap !== null && Number(cap) < Number(PRICE)) throw new Refusal('price_above_cap')
    if (balanceNow() < Number(PRICE)) throw new Refusal('no_balance')
    const number = { service, country, price: PRICE, soldAt: clock.now(), sms: [], end: null }
    sold.push({ ...number, id: `n${1_001 + sold.length}`, phone: `+4479460${String(10_000 + sold.length)}` })
    return rowOf(find(`n${1_000 + sold.length}`))
  }

  const change = (number: Sold, verb: string | undefined) => {
    if (isOver(number)) throw new Refusal('is_over')
    if (verb === 'cancel') {
      if (number.sms.length > 0) throw new Refusal('has_sms')
      if (clock.now() < number.soldAt + CANCEL_AFTER) throw new Refusal('too_early')
    }
    number.end = verb === 'cancel' ? 'cancelled' : 'done'
    return rowOf(number)
  }

  const prices = (query: URLSearchParams) =>
    COUNTRIES.flatMap(country =>
      SERVICES.map(service => ({ service: service.id, country: country.id, price: PRICE, stock: stockOf(service.id) })),
    ).filter(row => {
      const [service, country] = [query.get('service') ?? row.service, query.get('country') ?? row.country]
      return row.service === service && row.country === country
    })

  const answer = (request: Request): unknown => {
    const { pathname, searchParams } = new URL(request.url)
    const [resource, id, verb] = pathname.replace(/^\/v1\//, '').split('/')
    if (request.headers.get('authorization') !== `Bearer ${apiKey}`) throw new Refusal('bad_key')
    if (request.method === 'POST') return id === undefined ? sell(searchParams) : change(find(id), verb)
    if (resource === 'balance') return { balance: balanceNow().toFixed(4) }
    if (resource === 'services') return SERVICES
    if (resource === 'countries') return COUNTRIES
    if (resource === 'prices') return prices(searchParams)
    return id === undefined ? sold.filter(number => !isOver(number)).map(rowOf) : rowOf(find(id))
  }

  return {
    fetch: async (input, init) => {
      const request = new Request(input, init)
      request.signal.throwIfAborted()
      try {
        return Response.json(answer(request))
      } catch (error) {
        if (error instanceof Refusal) return Response.json({ error: error.message }, { status: 400 })
        throw error
      }
    },
    ledger: {
      get balance() {
        return balanceNow().toFixed(4)
      },
      activations: () => sold.map(number => ({ ...number, charged: isCharged(number) ? number.price : '0' })),
    },
    sms(id, { text, code }) {
      const { sms } = find(id.split(':').at(-1))
      sms.push({ id: String(sms.length + 1), text, code, at: clock.now() })
    },
  }
}

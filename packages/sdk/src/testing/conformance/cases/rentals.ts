import type { RentalSnapshot } from '../../../provider/rental-snapshot.ts'
import type { RentalOrder, RentalsFacet } from '../../../provider/rentals.ts'
import { DECIMAL, equal, errorOf, isTrue, matches, unique } from '../assert.ts'
import { type Scene, sellersOf, turns } from '../scene.ts'
import { afterSale, lostAnswers, refused } from '../wire.ts'
import type { CaseOf } from './case.ts'

const SMS = { text: 'Your code is 004567', code: '004567' } as const
const OTHER_SMS = { text: 'Your code is 118822', code: '118822' } as const

/** Some refuse to extend what was only just rented. */
export const A_WHILE = 10 * 60_000

/** Cases for a provider that rents numbers out. */
export const rentalCases: readonly CaseOf[] = [
  {
    name: 'offers lengths of time at a price',
    run: async scene => {
      const { service, country } = goodsOf(scene)
      const offers = await rentalsOf(scene).offers({ service, country }, {})
      isTrue(offers.length > 0, 'there are offers')
      for (const { kind, provider, hours, price, stock } of offers) {
        equal(kind, 'rental', 'kind')
        isTrue(sellersOf(scene.provider).includes(provider), `${provider} rents here`)
        isTrue(Number.isInteger(hours) && hours > 0, `${hours} hours`)
        matches(price.amount, DECIMAL, 'price')
        isTrue(stock === null || stock >= 0, 'stock is a number or untold')
      }
    },
  },
  {
    name: 'P24 names what renting comes to, and sends nothing for it nor for a name nobody knows',
    run: async scene => {
      const goods = goodsOf(scene)
      const { targets } = rentalsOf(scene)
      for (const { kind, hours, extends: extended } of targets(goods)) {
        equal([kind, typeof hours, extended], ['rental', 'number', null], 'target')
      }
      await errorOf(
        async () => targets({ ...goods, service: 'no-such-name' }),
        'an unknown service',
        'unknown_reference',
      )
      await errorOf(async () => targets({ ...goods, duration: { hours: -1 } }), 'no duration', 'configuration')
      equal(scene.wire.count, 0, 'requests')
    },
  },
  {
    name: 'rents one number, charged once, and knows it',
    run: async scene => {
      const rental = await rent(scene)
      const [number, ...others] = rentedIn(scene)
      equal([number?.id, others.length], [rental.nativeId, 0], 'numbers in the books')
      wellFormed(rental, scene)
      equal(
        scene.wire.sales.filter(count => count > 0),
        [1],
        'sales on the wire',
      )
      const { fetch, list } = rentalsOf(scene)
      equal((await fetch(rental.id, {})).id, rental.id, 'the number one looks at')
      if (list)
        equal(
          (await list({})).map(({ id }) => id),
          [rental.id],
          'open rentals',
        )
      await errorOf(() => fetch('nobody:1', {}), 'an id of nobody', 'not_found')
    },
  },
  {
    name: 'E21 tells each SMS once, however often one looks',
    run: async scene => {
      const { id } = await rent(scene)
      const { fetch } = rentalsOf(scene)
      scene.vendor.sms(id, SMS)
      equal(
        (await fetch(id, {})).messages?.map(({ code, text }) => code ?? text),
        ['004567'],
        'one SMS',
      )
      await scene.clock.advance(60_000)
      scene.vendor.sms(id, OTHER_SMS)
      for (let look = 0; look < 2; look += 1) {
        const codes = (await fetch(id, {})).messages?.map(({ code, text }) => code ?? text) ?? []
        equal([...codes].sort(), ['004567', '118822'], 'both')
      }
    },
  },
  {
    name: 'E20 extends a number, charged once: it ends later',
    run: async scene => {
      const { extend, extensions } = rentalsOf(scene)
      if (!extend) return
      const rental = await rent(scene)
      await scene.clock.advance(A_WHILE)
      const offers = await extensions?.(rental.id, {})
      for (const { hours, price } of offers ?? []) isTrue(hours > 0 && DECIMAL.test(price.amount), 'hours at a price')
      const longer = await extend({ rental, duration: goodsOf(scene).duration, intentId: 'intent-2' }, {})
      equal([longer.id, rentedIn(scene)[0]?.extensions.length], [rental.id, 1], 'extensions in the books')
      const [before, after] = [rental.expiresAt?.getTime() ?? 0, longer.expiresAt?.getTime()]
      isTrue(after === undefined || after > before, 'it ends later')
    },
  },
  {
    name: 'gives a number back or ends it before its time, where it can',
    run: async scene => {
      const { cancel, complete } = rentalsOf(scene)
      if (cancel) {
        const { id } = await rent(scene)
        await scene.clock.advance(scene.provider.traits.cancelAfter)
        equal((await cancel(id, {})).status, 'cancelled', 'where a number stands that is given back')
        equal(Number(rentedIn(scene)[0]?.charged), 0, 'what is charged')
      }
      if (complete) {
        const { id } = await rent(scene)
        scene.vendor.sms(id, SMS)
        isTrue(['completed', 'closed'].includes((await complete(id, {})).status ?? ''), 'it is over')
        isTrue(Number(rentedIn(scene).at(-1)?.charged) > 0, 'it stays charged')
      }
    },
  },
  {
    name: 'E20 P04 where nobody listens, nothing was sent, and it says so',
    run: async scene => {
      scene.wire.fault = refused
      await errorOf(() => rent(scene), 'renting where nobody listens', 'purchase_not_sent')
      equal(rentedIn(scene).length, 0, 'numbers rented')
    },
  },
  ...Object.entries(lostAnswers).map(([name, spoil]) => ({
    name: `E20 ${name}, after it was rented, and after it was extended: unknown, sent once`,
    run: async (scene: Scene) => {
      const rental = await rent(scene)
      await scene.clock.advance(A_WHILE)
      scene.wire.fault = afterSale(scene.vendor, spoil)
      const isUnknown = async (call: () => Promise<unknown>) => {
        const before = scene.wire.sales.filter(count => count > 0).length
        const error = await errorOf(call, 'renting, of which the answer is lost')
        isTrue(!error.rejected && error.code !== 'purchase_not_sent', `${error.code} is proof of nothing`)
        await turns()
        equal(scene.wire.sales.filter(count => count > 0).length - before, 1, 'sales on the wire')
      }
      const { extend } = rentalsOf(scene)
      const { duration } = goodsOf(scene)
      if (extend) await isUnknown(() => extend({ rental, duration, intentId: 'intent-2' }, {}))
      await isUnknown(() => rent(scene))
      equal(rentedIn(scene).length, 2, 'numbers rented')
    },
  })),
]

function rentalsOf({ provider: { rentals } }: Scene): RentalsFacet {
  if (!rentals) throw new Error('it has no rentals')
  return rentals
}

export function goodsOf({ suite: { rents } }: Scene): Omit<RentalOrder, 'intentId'> {
  if (!rents) throw new Error('say in `rents` what the vendor rents out')
  return rents
}

export const rentedIn = ({ vendor: { ledger } }: Scene) => ledger.rentals?.() ?? []

const rent = (scene: Scene) => rentalsOf(scene).rent({ ...goodsOf(scene), intentId: crypto.randomUUID() }, {})

function wellFormed(rental: RentalSnapshot, { provider }: Scene): void {
  isTrue(sellersOf(provider).includes(rental.provider), `${rental.provider} rents here`)
  equal(rental.id, `${rental.provider}:${rental.nativeId}`, 'id')
  matches(rental.phone, /^\+[1-9]\d{6,14}$/, 'phone')
  equal([rental.kind, rental.status, rental.messages.length], ['rental', 'active', 0], 'where it stands')
  unique(
    rental.messages.map(({ id }) => id),
    'ids of messages',
  )
}

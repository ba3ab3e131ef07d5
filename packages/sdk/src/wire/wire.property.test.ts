import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RentalSnapshot } from '../provider/rental-snapshot.ts'
import type { ActivationSnapshot } from '../provider/snapshot.ts'
import { formatActivation, parseActivation } from './activation.ts'
import { formatEvent, parseEvent } from './event.ts'
import { formatRentalOffer, parseRentalOffer } from './rental-offer.ts'

const date = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
const text = fc.string({ unit: 'grapheme' })
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null })
const amount = fc
  .tuple(fc.integer({ min: 0, max: 999_999 }), fc.stringMatching(/^[0-9]{0,6}$/))
  .map(([whole, part]) => (part === '' ? String(whole) : `${whole}.${part}`))
const money = fc.record({ amount, currency: fc.stringMatching(/^[A-Z]{3}$/) })
const native = { nativeId: text, name: text }
const service = fc.record({ slug: orNull(text), ...native })
const country = fc.record({ iso: orNull(text), ...native })
const operator = orNull(fc.record(native))
const message = fc.record({
  id: text,
  text: orNull(text),
  code: orNull(fc.stringMatching(/^0{0,3}[0-9]{3,6}$/)),
  sender: orNull(text),
  channel: fc.constantFrom('sms' as const, 'voice' as const),
  receivedAt: orNull(date),
})
const common = {
  reason: orNull(fc.constantFrom('user', 'reported', 'vendor', 'timeout')),
  phone: text,
  service,
  country,
  operator,
  price: orNull(money),
  messages: fc.array(message, { maxLength: 4 }),
  refund: fc.constantFrom('none', 'expected', 'confirmed', 'not_charged', 'unknown'),
  createdAt: date,
  soldAt: orNull(date),
  expiresAt: orNull(date),
  cancellableAt: orNull(date),
  observedAt: date,
}
const identified = <T extends object>(snapshot: fc.Arbitrary<T>) =>
  fc
    .tuple(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/), fc.stringMatching(/^[A-Za-z0-9:_-]{1,20}$/), snapshot)
    .map(([provider, nativeId, rest]) => ({ id: `${provider}:${nativeId}`, provider, nativeId, ...rest }))
const activation = identified(
  fc.record({
    ...common,
    status: fc.constantFrom('waiting', 'received', 'retrying', 'completed', 'cancelled', 'expired'),
    rounds: fc.nat(),
    canRetry: orNull(fc.boolean()),
  }),
) as fc.Arbitrary<ActivationSnapshot>
const rental = identified(
  fc.record({
    ...common,
    kind: fc.constant('rental'),
    status: fc.constantFrom('active', 'completed', 'cancelled', 'expired'),
  }),
) as fc.Arbitrary<RentalSnapshot>
const number = fc.oneof(activation, rental)
const facts = fc.record({ cancelRequestedAt: orNull(date), serverTime: date })

/** As it comes out at the other end. */
const travel = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('the wire', () => {
  it('brings a number as it was, each string exactly, with what the daemon says beside it', () => {
    fc.assert(
      fc.property(number, facts, (snapshot, told) => {
        expect(parseActivation(travel(formatActivation(snapshot, told)))).toEqual({ snapshot, ...told })
      }),
    )
  })

  it('passes over what nobody here knows', () => {
    fc.assert(
      fc.property(
        number,
        facts,
        fc.dictionary(
          fc.string().map(name => `x_${name}`),
          fc.jsonValue(),
        ),
        (snapshot, told, more) => {
          const json = { ...more, ...(travel(formatActivation(snapshot, told)) as object) }
          expect(parseActivation(json)).toEqual({ snapshot, ...told })
        },
      ),
    )
  })

  it('takes no number of which a field that is used is missing or of another kind', () => {
    fc.assert(
      fc.property(
        number,
        facts,
        fc.nat(),
        fc.constantFrom(undefined, {}, [], true, 'no such word'),
        (snapshot, told, at, junk) => {
          const json = travel(formatActivation(snapshot, told)) as Record<string, unknown>
          const used = [
            'id',
            'provider',
            'native_id',
            'kind',
            'status',
            'service',
            'refund',
            'messages',
            'created_at',
            'server_time',
          ]
          const name = used[at % used.length] as string
          if (name === 'messages' && Array.isArray(junk)) return
          json[name] = junk
          expect(() => parseActivation(json)).toThrow(
            expect.objectContaining({ code: 'unexpected_response', reason: 'shape' }),
          )
        },
      ),
    )
  })

  it('brings an event as it was', () => {
    fc.assert(
      fc.property(
        number,
        facts,
        orNull(message),
        fc.constantFrom('bought', 'status', 'message', 'settled', 'snapshot'),
        (snapshot, told, sms, type) => {
          expect(parseEvent(type, travel(formatEvent(snapshot, sms, told)))).toEqual({
            type,
            snapshot,
            message: sms,
            ...told,
          })
        },
      ),
    )
  })

  it('passes over an event of a type nobody here knows, whatever it holds', () => {
    expect(parseEvent('price', 17)).toBeNull()
  })

  it('brings an offer of a rental as it was', () => {
    const offer = fc.record({
      provider: text,
      kind: fc.constant('rental' as const),
      service,
      country,
      operator,
      supplier: orNull(text),
      price: money,
      stock: orNull(fc.nat()),
      successRate: orNull(fc.double({ min: 0, max: 1, noNaN: true }).map(rate => rate + 0)),
      hours: fc.integer({ min: 1, max: 9_000 }),
    })
    fc.assert(
      fc.property(offer, given => {
        expect(parseRentalOffer(travel(formatRentalOffer(given)))).toEqual(given)
      }),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { sms } from '../activation/__fixtures__/snapshots.ts'
import type { RentalObservation } from '../provider/rental-snapshot.ts'
import { answer, DAY, RENTED_AT, rented } from './__fixtures__/rentals.ts'
import { type RentalContext, reduceRental } from './reduce.ts'

const LIVE = { timeLeft: DAY }
const OVER = { timeLeft: 0 }
const at = (seconds: number) => new Date(RENTED_AT + seconds * 1_000)
const textsOf = ({ messages }: { readonly messages: readonly { readonly text: string | null }[] }) =>
  messages.map(({ text }) => text)

describe('the end of a rental', () => {
  const ends: [string, Partial<RentalObservation>, RentalContext, object][] = [
    ['closed after its time', { status: 'closed' }, OVER, { status: 'expired', reason: 'timeout', refund: 'none' }],
    ['closed unasked', { status: 'closed' }, LIVE, { status: 'cancelled', reason: 'vendor', refund: 'unknown' }],
    [
      ...(['closed after we cancelled', { status: 'closed' }, { ...LIVE, requested: 'cancel' }] as const),
      { status: 'cancelled', reason: 'user', refund: 'expected' },
    ],
    [
      ...(['closed after we completed', { status: 'closed' }, { ...LIVE, requested: 'complete' }] as const),
      { status: 'completed', reason: null, refund: 'none' },
    ],
    [
      ...(['cancelled with its money', { status: 'cancelled', refund: 'confirmed' }] as const),
      { ...LIVE, requested: 'cancel' },
      { status: 'cancelled', reason: 'user', refund: 'confirmed' },
    ],
    ['expired by its word', { status: 'expired' }, LIVE, { status: 'expired', reason: 'timeout', refund: 'none' }],
    ['completed by its word', { status: 'completed' }, LIVE, { status: 'completed', reason: null, refund: 'none' }],
  ]
  it.each(ends)('%s', (_, told, context, expected) => {
    const { next, events } = reduceRental(rented(), answer(told), context)
    expect(next).toMatchObject(expected)
    expect(events).toEqual([{ type: 'settled' }])
  })

  it('tells the SMS of the same answer first', () => {
    const { events } = reduceRental(rented(), answer({ status: 'closed', messages: [sms({ text: 'Hi' })] }), OVER)
    expect(events.map(({ type }) => type)).toEqual(['message', 'settled'])
  })

  it('is final; only that the money came back may be learned later', () => {
    const { next } = reduceRental(rented(), answer({ status: 'closed' }), LIVE)
    const late = reduceRental(next, answer({ status: 'active', messages: [sms({ text: 'Hi' })] }, 20_000), LIVE)
    expect(late).toMatchObject({ next, events: [], ignored: 'settled' })
    const paid = reduceRental(next, answer({ refund: 'confirmed' }, 30_000), LIVE)
    expect(paid).toMatchObject({ next: { status: 'cancelled', refund: 'confirmed' }, events: [] })
  })
})

describe('the time of a rental', () => {
  it('is moved on by an extension, and back by no answer', () => {
    const later = new Date(RENTED_AT + 8 * DAY)
    const extended = reduceRental(rented(), answer({ expiresAt: later }), LIVE).next
    expect(extended.expiresAt).toEqual(later)
    const lagging = reduceRental(extended, answer({ expiresAt: new Date(RENTED_AT + DAY) }, 20_000), LIVE).next
    expect(lagging.expiresAt).toEqual(later)
  })

  it('E01: an answer that was overtaken changes nothing', () => {
    const known = rented({ observedAt: at(60) })
    expect(reduceRental(known, answer({ status: 'closed' }), OVER)).toMatchObject({ next: known, ignored: 'overtaken' })
  })

  it('E18: nor does one about another number', () => {
    expect(reduceRental(rented(), answer({ id: 'virtual:r2', status: 'closed' }), OVER).ignored).toBe('foreign')
  })
})

describe('E21: the SMS of a rental', () => {
  const list = ['a', 'b', 'c', 'd'].map((text, index) => sms({ id: `m${index}`, text, receivedAt: at(60 + index) }))

  it('come once, oldest first, from a list that is paged, reordered and sent again', () => {
    const [a, b, c, d] = list as [(typeof list)[0], (typeof list)[0], (typeof list)[0], (typeof list)[0]]
    let known = rented()
    const told: unknown[] = []
    for (const [index, messages] of [
      [d, c],
      [d, c, b],
      [a, b],
      [c, a, d, b, a],
    ].entries()) {
      const { next, events } = reduceRental(known, answer({ messages }, 10_000 * (index + 1)), LIVE)
      known = next
      told.push(...events.map(event => event.type === 'message' && event.message.text))
    }
    expect(textsOf(known)).toEqual(['a', 'b', 'c', 'd'])
    expect(told).toEqual(['c', 'd', 'b', 'a'])
  })

  it('without an id are told apart by sender, text and time', () => {
    const one = sms({ sender: 'A', text: 'code 1234', receivedAt: at(60) })
    const others = [{ sender: 'B' }, { text: 'code 5678' }, { receivedAt: at(120) }].map(part => ({ ...one, ...part }))
    const { next } = reduceRental(rented(), answer({ messages: [one, ...others, one] }), LIVE)
    expect(next.messages).toHaveLength(4)
    expect(reduceRental(next, answer({ messages: others }, 20_000), LIVE).events).toEqual([])
  })

  it('E04: told once without an id and once with one, it is one', () => {
    const first = reduceRental(rented(), answer({ messages: [sms({ text: 'code 1234' })] }), LIVE).next
    const whole = sms({ id: 'm1', sender: 'Discord', text: 'code 1234', receivedAt: at(60) })
    const { next, events } = reduceRental(first, answer({ messages: [whole] }, 20_000), LIVE)
    expect(events).toEqual([])
    expect(next.messages).toMatchObject([{ id: 'm1', sender: 'Discord' }])
    expect(reduceRental(next, answer({ messages: [sms({ text: 'code 1234' })] }, 30_000), LIVE).events).toEqual([])
  })

  it('E16 T34: of who had the number before are left out, and counted', () => {
    const old = sms({ text: 'code 1', receivedAt: new Date(RENTED_AT - 61_000) })
    const early = sms({ text: 'code 2', receivedAt: new Date(RENTED_AT - 59_000) })
    const { next, outdated } = reduceRental(rented(), answer({ messages: [old, early] }), LIVE)
    expect(textsOf(next)).toEqual(['code 2'])
    expect(outdated).toMatchObject([{ text: 'code 1' }])
  })
})

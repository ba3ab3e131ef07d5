import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sms } from '../activation/__fixtures__/snapshots.ts'
import type { RentalObservation, RentalSnapshot } from '../provider/rental-snapshot.ts'
import { answer, RENTED_AT, rented } from './__fixtures__/rentals.ts'
import { type RentalContext, type RentalReduction, reduceRental } from './reduce.ts'

const message = fc.record({
  id: fc.option(fc.constantFrom('a', 'b', 'c', 'd')),
  sender: fc.option(fc.constantFrom('Discord', 'Bank')),
  code: fc.option(fc.constantFrom('1234', '5678')),
  text: fc.option(fc.constantFrom('code 1234', 'your code is 5678', 'hello', '', '\u0000')),
  receivedAt: fc.option(fc.integer({ min: -90_000, max: 90_000 }).map(ms => new Date(RENTED_AT + ms))),
})

const observation: fc.Arbitrary<RentalObservation> = fc
  .record(
    {
      id: fc.constantFrom('virtual:r1', 'virtual:r1', 'virtual:r1', 'virtual:r2'),
      // Ends are rare, or every run would be a short one.
      status: fc.oneof(
        { weight: 8, arbitrary: fc.constant('active' as const) },
        fc.constantFrom('closed' as const, 'completed' as const, 'cancelled' as const, 'expired' as const),
      ),
      messages: fc.array(message.map(sms), { maxLength: 4 }),
      expiresAt: fc.integer({ min: 0, max: 1_000_000 }).map(ms => new Date(RENTED_AT + ms)),
      refund: fc.constantFrom('none' as const, 'confirmed' as const),
    },
    { requiredKeys: ['id'] },
  )
  .chain(facts => fc.integer({ min: 0, max: 100_000 }).map(after => answer(facts, after)))

const step = fc.record(
  {
    told: observation,
    timeLeft: fc.integer({ min: -60_000, max: 600_000 }),
    requested: fc.constantFrom(null, 'cancel' as const, 'complete' as const),
    overtaken: fc.boolean(),
  },
  { requiredKeys: ['told', 'timeLeft'] },
)

interface Step {
  readonly before: RentalSnapshot
  readonly told: RentalObservation
  readonly context: RentalContext
  readonly reduction: RentalReduction
}

/** Holds at every step of every sequence of answers. */
function always(holds: (step: Step) => boolean): void {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), steps => {
      let before = rented()
      for (const { told, ...context } of steps) {
        const reduction = reduceRental(before, told, context)
        if (!holds({ before, told, context, reduction })) return false
        before = reduction.next
      }
      return true
    }),
    { numRuns: 1_000 },
  )
}

describe('reduceRental, whatever is answered', () => {
  it('is final once it is settled', () => {
    always(({ before, reduction: { next, events } }) => {
      return before.status === 'active' || (next.status === before.status && events.length === 0)
    })
  })

  it('E01 E18: changes nothing by an answer that was overtaken, or about another number', () => {
    always(({ before, told, context, reduction: { next, events } }) => {
      const isOld = context.overtaken ?? told.observedAt < before.observedAt
      return !(isOld || told.id !== before.id) || (next === before && events.length === 0)
    })
  })

  it('E21: loses no SMS, and tells every new one once, before the end', () => {
    always(({ before, reduction: { next, events } }) => {
      const types = events.map(({ type }) => type)
      const count = types.filter(type => type === 'message').length
      return (
        next.messages.length === before.messages.length + count &&
        before.messages.every(known =>
          next.messages.some(({ text, code }) => {
            return (known.text ?? text) === text && (known.code ?? code) === code
          }),
        ) &&
        /^(message,?)*(settled)?$/.test(types.join())
      )
    })
  })

  it('E21: gives no two SMS one id', () => {
    always(({ reduction: { next } }) => new Set(next.messages.map(({ id }) => id)).size === next.messages.length)
  })

  it('E04: tells nothing new when the same is answered again', () => {
    always(({ told, context, reduction: { next, ignored } }) => {
      if (ignored !== null) return true
      return reduceRental(next, told, { ...context, overtaken: false }).events.length === 0
    })
  })

  it('never moves its end back', () => {
    always(({ before, reduction: { next } }) => Number(next.expiresAt) >= Number(before.expiresAt))
  })

  it('E21: knows the same SMS, oldest first, in whatever order and pages they are told', () => {
    const texts = Array.from({ length: 8 }, (_, index) => `text ${index}`)
    const list = texts.map((text, index) => sms({ id: String(index), text, receivedAt: new Date(RENTED_AT + index) }))
    const pages = fc.array(fc.shuffledSubarray(list), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(pages, fc.shuffledSubarray(list, { minLength: list.length }), (some, all) => {
        let known = rented()
        for (const messages of [...some, all]) known = reduceRental(known, answer({ messages }), { timeLeft: 1 }).next
        expect(known.messages.map(({ text }) => text)).toEqual(texts)
      }),
    )
  })
})

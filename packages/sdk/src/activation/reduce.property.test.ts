import fc from 'fast-check'
import { describe, it } from 'vitest'
import type { ActivationObservation, ActivationSnapshot } from '../provider/snapshot.ts'
import { answer, BOUGHT_AT, sms, waiting } from './__fixtures__/snapshots.ts'
import { type ReduceContext, type Reduction, reduce } from './reduce.ts'
import { isSettled, transitions } from './status.ts'

const message = fc.record({
  id: fc.option(fc.constantFrom('a', 'b', 'c')),
  code: fc.option(fc.constantFrom('1234', '5678', '', '12:34')),
  text: fc.option(fc.constantFrom('code 1234', 'your code is 5678', 'hello', '', '\u0000')),
  receivedAt: fc.option(fc.integer({ min: -60_000, max: 60_000 }).map(ms => new Date(BOUGHT_AT + ms))),
})

const statuses = ['waiting', 'received', 'retrying', 'closed', 'completed', 'cancelled', 'expired'] as const
const observation: fc.Arbitrary<ActivationObservation> = fc
  .record(
    {
      id: fc.constantFrom('hero-sms:4711', 'hero-sms:4711', 'hero-sms:4711', 'hero-sms:4712'),
      // Ends are rare, or every run would be a short one.
      status: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...statuses.slice(0, 3)) },
        fc.constantFrom(...statuses),
      ),
      messages: fc.array(message.map(sms), { maxLength: 3 }),
      refund: fc.constantFrom('none' as const, 'confirmed' as const, 'expected' as const),
      price: fc.constantFrom(null, { amount: '0.30', currency: 'USD' }),
    },
    { requiredKeys: ['id'] },
  )
  .chain(facts => fc.integer({ min: 0, max: 100_000 }).map(after => answer(facts, after)))

const step = fc.record(
  {
    told: observation,
    timeLeft: fc.integer({ min: -60_000, max: 600_000 }),
    /** The answer is one to our own wish for another SMS. */
    answersRetry: fc.boolean(),
    cancelRequested: fc.boolean(),
    overtaken: fc.boolean(),
  },
  { requiredKeys: ['told', 'timeLeft'] },
)

interface Step {
  readonly before: ActivationSnapshot
  readonly told: ActivationObservation
  readonly given: ReduceContext
  readonly reduction: Reduction
  /** Whether our wish for another SMS is still unseen after the step. */
  readonly isUnseen: boolean
}

/** Holds at every step of every sequence of answers. */
function always(holds: (step: Step) => boolean): void {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), steps => {
      let before: ActivationSnapshot = waiting()
      let isUnseen = false
      for (const { told: said, answersRetry, ...rest } of steps) {
        const isAnswer = answersRetry === true && before.status === 'received'
        const told = isAnswer ? { ...said, status: 'retrying' as const } : said
        const given: ReduceContext = { ...rest, retry: isAnswer ? 'answered' : isUnseen ? 'unseen' : null }
        const reduction = reduce(before, told, given)
        const { status, rounds } = reduction.next
        isUnseen = status === 'retrying' && rounds === before.rounds && (isAnswer || isUnseen)
        if (!holds({ before, told, given, reduction, isUnseen })) return false
        before = reduction.next
      }
      return true
    }),
    { numRuns: 1_000 },
  )
}

describe('reduce, whatever is answered', () => {
  it('takes only the ways of the table', () => {
    always(({ before, reduction: { next } }) => {
      return next.status === before.status || transitions[before.status].includes(next.status)
    })
  })

  it('is final once it is settled', () => {
    always(({ before, reduction: { next, events } }) => {
      if (!isSettled(before)) return true
      return next.status === before.status && next.messages === before.messages && events.length === 0
    })
  })

  it('E01: changes nothing by an answer that was overtaken', () => {
    always(({ before, told, given, reduction: { next, events } }) => {
      const isOld = given.overtaken ?? told.observedAt < before.observedAt
      return !isOld || (next === before && events.length === 0)
    })
  })

  it('E18: changes nothing by an answer about another number', () => {
    always(({ before, told, reduction: { next } }) => told.id === before.id || next === before)
  })

  it('E02: loses no message, and changes none but to fill it in', () => {
    always(({ before, reduction: { next } }) =>
      before.messages.every((known, index) => {
        const now = next.messages[index]
        return now !== undefined && (known.code ?? now.code) === now.code && (known.text ?? now.text) === now.text
      }),
    )
  })

  it('tells every new message once, before the status, before the end', () => {
    always(({ before, reduction: { next, events } }) => {
      const types = events.map(({ type }) => type)
      const count = next.messages.length - before.messages.length
      return (
        types.filter(type => type === 'message').length === count &&
        types.join().match(/^(message,?)*(status,?)?(settled)?$/) !== null &&
        types.includes('status') === (next.status !== before.status)
      )
    })
  })

  it('E02, E03: ends as completed whatever received an SMS', () => {
    always(({ reduction: { next } }) => {
      return !isSettled(next) || next.messages.length === 0 || next.status === 'completed'
    })
  })

  it('gives no two messages one id', () => {
    always(({ reduction: { next } }) => new Set(next.messages.map(({ id }) => id)).size === next.messages.length)
  })

  it('E04: tells nothing new when the same is answered again', () => {
    always(({ told, given, isUnseen, reduction: { next, ignored } }) => {
      if (ignored !== null || given.retry === 'answered') return true
      const again = reduce(next, told, { ...given, retry: isUnseen ? 'unseen' : null, overtaken: false })
      return again.events.length === 0
    })
  })

  it('E17: keeps only text that can be stored', () => {
    always(({ reduction: { next } }) => next.messages.every(({ text, code }) => !`${text}${code}`.includes('\u0000')))
  })
})

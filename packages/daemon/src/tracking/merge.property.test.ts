import type { ActivationSnapshot, ActivationStatus, NumberSnapshot } from '@onesms/sdk'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activation, message } from './__fixtures__/bought.ts'
import { isSettled, merge, type NumberEvent } from './merge.ts'

const statuses: readonly ActivationStatus[] = ['waiting', 'received', 'retrying', 'completed', 'cancelled', 'expired']

/** Anything that any process may have believed of the number at any time. */
const told: fc.Arbitrary<ActivationSnapshot> = fc
  .record({
    status: fc.constantFrom(...statuses),
    rounds: fc.nat(3),
    refund: fc.constantFrom('none', 'expected', 'confirmed', 'unknown'),
    messages: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }),
  })
  .map(({ messages, ...facts }) => activation('1', { ...facts, messages: messages.map(id => message(id)) } as never))

function replay(snapshots: readonly NumberSnapshot[]) {
  const states: NumberSnapshot[] = [activation('1')]
  const events: NumberEvent[] = []
  for (const [index, snapshot] of snapshots.entries()) {
    const merged = merge(states.at(-1) as NumberSnapshot, snapshot, index > 0)
    states.push(merged.next)
    events.push(...merged.events)
  }
  return { states, events, last: states.at(-1) as NumberSnapshot }
}

describe('any snapshots, in any order', () => {
  it('E02 what has ended stays as it ended, and no SMS is lost or un-received', () => {
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 12 }), snapshots => {
        const { states } = replay(snapshots)
        for (const [index, next] of states.entries()) {
          const previous = states[index - 1]
          if (!previous) continue
          if (isSettled(previous)) expect(next.status).toBe(previous.status)
          if (previous.status !== 'waiting') expect(next.status).not.toBe('waiting')
          if (previous.messages.length > 0)
            expect(['cancelled', 'expired']).not.toContain(isSettled(previous) ? '' : next.status)
          const ids = next.messages.map(({ id }) => id)
          expect(ids).toEqual(expect.arrayContaining(previous.messages.map(({ id }) => id)))
        }
      }),
    )
  })

  it('T10 E04 each SMS makes one event, and so does the end', () => {
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 12 }), snapshots => {
        const { events, last } = replay(snapshots)
        const ids = events.flatMap(({ messageId }) => messageId ?? [])
        expect([...ids].sort()).toEqual(last.messages.map(({ id }) => id).sort())
        expect(events.filter(({ type }) => type === 'bought')).toHaveLength(1)
        expect(events[0]?.type).toBe('bought')
        expect(events.filter(({ type }) => type === 'settled')).toHaveLength(isSettled(last) ? 1 : 0)
      }),
    )
  })

  it('come to the same when they are told again', () => {
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 8 }), snapshots => {
        const { last } = replay(snapshots)
        for (const snapshot of snapshots) {
          const again = merge(last, snapshot, true)
          expect(again.events.filter(({ type }) => type !== 'status')).toEqual([])
          expect(again.next.messages).toEqual(last.messages)
        }
        expect(merge(last, last, true)).toMatchObject({ isChanged: false, events: [] })
      }),
    )
  })
})

describe('an SMS after another', () => {
  const [waiting, first] = [activation('1'), activation('1', { status: 'received', messages: [message('a', '1')] })]
  const retrying = { ...first, status: 'retrying' as const }
  const second = { ...first, rounds: 1, messages: [...first.messages, message('b', '2')] }
  const after = (...snapshots: readonly NumberSnapshot[]) => replay([waiting, ...snapshots]).last.status

  it('is waited for until it is there, whoever still knows the first one only', () => {
    expect(after(first, retrying)).toBe('retrying')
    expect(after(first, retrying, first)).toBe('retrying')
    expect(after(first, retrying, waiting)).toBe('retrying')
    expect(after(first, retrying, second)).toBe('received')
    expect(after(first, retrying, second, retrying)).toBe('received')
    expect(after(first, retrying, second, first)).toBe('received')
  })
})

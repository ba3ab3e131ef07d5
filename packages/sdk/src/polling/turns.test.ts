import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { PollTarget } from './poll-target.ts'
import { createTurns, type Turn } from './turns.ts'

const targets = Array.from({ length: 4 }, (_, index) => ({ id: `a:${index % 3}` }) as PollTarget) // two of one id
const turnOf = (target: PollTarget, due: number): Turn => ({ target, due, failures: 0, isAlone: false })

it('a moved number has its new turn alone, and one that left has none, whatever else happens', () => {
  const step = fc.record({
    kind: fc.constantFrom('follow', 'move', 'delete', 'takeFirst', 'takeDue'),
    target: fc.constantFrom(...targets),
    due: fc.nat(9),
  })
  fc.assert(
    fc.property(fc.array(step), steps => {
      const turns = createTurns()
      const model = new Map<PollTarget, { readonly due: number; readonly isTaken: boolean }>()
      const waiting = () =>
        [...model].filter(([, { isTaken }]) => !isTaken).map(([target, { due }]) => ({ target, due }))
      const take = (target: PollTarget) => model.set(target, { due: model.get(target)?.due ?? 0, isTaken: true })
      for (const { kind, target, due } of steps) {
        if (kind === 'follow' && !model.has(target)) {
          turns.add(turnOf(target, due))
          model.set(target, { due, isTaken: false })
        } else if (kind === 'move') {
          turns.move(turnOf(target, due))
          if (model.has(target)) model.set(target, { due, isTaken: false })
        } else if (kind === 'delete') {
          expect(turns.delete(target)).toBe(model.delete(target))
        } else if (kind === 'takeFirst') {
          const first = turns.first()
          expect(first?.due).toBe(waiting().sort((a, b) => a.due - b.due)[0]?.due)
          if (!first) continue
          turns.takeFirst()
          take(first.target)
        } else if (kind === 'takeDue') {
          const wanted = waiting().filter(turn => turn.due <= due)
          const taken = turns.take(turn => turn.due <= due).map(turn => ({ target: turn.target, due: turn.due }))
          expect(new Set(taken.map(turn => turn.target))).toEqual(new Set(wanted.map(turn => turn.target)))
          expect(taken).toHaveLength(wanted.length)
          for (const turn of taken) take(turn.target)
        }
        expect(turns.size).toBe(model.size)
        expect(new Set(turns.withId(target.id))).toEqual(
          new Set([...model.keys()].filter(({ id }) => id === target.id)),
        )
      }
      turns.clear()
      expect([turns.size, turns.first(), [...turns.withId('a:0')]]).toEqual([0, undefined, []])
    }),
  )
})

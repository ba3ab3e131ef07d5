import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAgenda } from './agenda.ts'

describe('the agenda', () => {
  it('does everything in order of time, and of entry among equals, as far as time has come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), fc.nat(20), (dues, end) => {
        const agenda = createAgenda()
        const done: [due: number, index: number][] = []
        for (const [index, due] of dues.entries()) agenda.add(due, at => done.push([at, index]))
        agenda.settle(end)
        const expected = dues
          .map((due, index): [number, number] => [due, index])
          .filter(([due]) => due <= end)
          .sort(([left, first], [right, second]) => left - right || first - second)
        expect(done).toEqual(expected)
        agenda.settle(20)
        expect(done).toHaveLength(dues.length)
      }),
    )
  })

  it('does what is added on the way, once its time has come', () => {
    const agenda = createAgenda()
    const done: number[] = []
    const again = (due: number) => {
      done.push(due)
      if (due < 50) agenda.add(due + 10, again)
    }
    agenda.add(0, again)
    agenda.settle(25)
    expect(done).toEqual([0, 10, 20])
    agenda.settle(100)
    expect(done).toEqual([0, 10, 20, 30, 40, 50])
  })
})

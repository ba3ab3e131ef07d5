import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHeap } from './heap.ts'

const ascending = (a: number, b: number) => a - b

describe('createHeap', () => {
  it('gives out what it took in, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), values => {
        const heap = createHeap<number>(value => value)
        for (const value of values) heap.push(value)
        expect(heap.size).toBe(values.length)
        expect(heap.peek()).toBe([...values].sort(ascending)[0])
        expect(values.map(() => heap.pop())).toEqual([...values].sort(ascending))
        expect([heap.pop(), heap.peek(), heap.size]).toEqual([undefined, undefined, 0])
      }),
    )
  })

  it('takes out what is wanted and keeps the order of the rest', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100)), fc.nat(100), (values, limit) => {
        const heap = createHeap<number>(value => value)
        for (const value of values) heap.push(value)
        const taken = heap.take(value => value <= limit)
        expect(taken.sort(ascending)).toEqual(values.filter(value => value <= limit).sort(ascending))
        const rest = values.filter(value => value > limit).sort(ascending)
        expect(rest.map(() => heap.pop())).toEqual(rest)
      }),
    )
  })
})

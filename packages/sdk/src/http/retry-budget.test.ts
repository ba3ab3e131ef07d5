import { describe, expect, it } from 'vitest'
import { createRetryBudget } from './retry-budget.ts'

const taken = (take: () => boolean) => {
  let count = 0
  while (take()) count += 1
  return count
}

describe('retry budget', () => {
  it('holds ten repetitions while nothing succeeds', () => {
    const { take } = createRetryBudget()
    expect(taken(take)).toBe(10)
    expect(take()).toBe(false)
  })

  it('tells what is left of it', () => {
    const { take, earn, left } = createRetryBudget()
    expect(left()).toBe(10)
    taken(take)
    expect(left()).toBe(0)
    earn(2)
    expect(left()).toBeCloseTo(2.1)
  })

  it('grows by a tenth for each read that succeeds, and gets back what helped one, up to ten', () => {
    const budget = createRetryBudget()
    taken(budget.take)
    for (let read = 0; read < 9; read += 1) budget.earn(0)
    expect(budget.take()).toBe(false)
    for (let read = 0; read < 11; read += 1) budget.earn(0)
    expect(taken(budget.take)).toBe(2)
    budget.earn(2)
    expect(taken(budget.take)).toBe(2)
    for (let read = 0; read < 1_000; read += 1) budget.earn(2)
    expect(taken(budget.take)).toBe(10)
  })
})

import { expect, it } from 'vitest'
import { bodyOf } from './body.ts'
import { BoundedBodies } from './bounded-bodies.ts'

const body = (length: number) => bodyOf('x'.repeat(length - 2))

it('keeps what fits, and lets the oldest go for the newest', () => {
  const bodies = new BoundedBodies(10_000)
  for (const key of ['a', 'b', 'c']) bodies.set(key, body(2_000))
  expect(bodies.get('a')).toBeDefined()
  bodies.set('d', body(2_000))
  expect(bodies.get('a')).toBeUndefined()
  expect(['b', 'c', 'd'].every(key => bodies.get(key))).toBe(true)
})

it('counts a key that is set again once', () => {
  const bodies = new BoundedBodies(10_000)
  bodies.set('a', body(2_000))
  for (let i = 0; i < 100; i += 1) bodies.set('b', body(2_000))
  expect(bodies.get('a')).toBeDefined()
})

it('does not keep what is larger than all of it', () => {
  const bodies = new BoundedBodies(10_000)
  bodies.set('a', body(20_000))
  expect(bodies.get('a')).toBeUndefined()
  bodies.set('b', body(2_000))
  expect(bodies.get('b')).toBeDefined()
})

it('many small answers to long questions count, too', () => {
  const bodies = new BoundedBodies(1_000_000)
  for (let i = 0; i < 10_000; i += 1) bodies.set(`${'?'.repeat(1_000)}${i}`, body(10))
  expect(bodies.get(`${'?'.repeat(1_000)}0`)).toBeUndefined()
  expect(bodies.get(`${'?'.repeat(1_000)}9999`)).toBeDefined()
})

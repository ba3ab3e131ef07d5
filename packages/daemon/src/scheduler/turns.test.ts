import { expect, it } from 'vitest'
import { createTurns } from './turns.ts'

it('lets one thing happen at a time for each key, in the order of asking', async () => {
  const inTurn = createTurns()
  const events: string[] = []
  const action = (name: string) => async () => {
    events.push(`${name} begins`)
    await new Promise(resolve => setImmediate(resolve))
    events.push(`${name} ends`)
    return name
  }
  const results = await Promise.all([inTurn('k', action('a')), inTurn('k', action('b')), inTurn('other', action('c'))])
  expect(results).toEqual(['a', 'b', 'c'])
  expect(events.filter(event => !event.startsWith('c'))).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  expect(events.indexOf('c begins')).toBeLessThan(events.indexOf('a ends'))
})

it('goes on after a failure, which only its own caller learns of', async () => {
  const inTurn = createTurns()
  const failed = inTurn('k', () => Promise.reject(new Error('x')))
  const next = inTurn('k', async () => 'fine')
  await expect(failed).rejects.toThrow('x')
  await expect(next).resolves.toBe('fine')
})

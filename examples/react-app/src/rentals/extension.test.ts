import { AuthenticationError, OutOfStockError, ProviderUnavailableError } from '@onesms/sdk'
import { expect, it } from 'vitest'
import { createExtension } from './extension.ts'

const RENTAL = { id: 'hero-sms:1', expiresAt: new Date('2026-11-27T12:00:00Z') }
const LATER = { ...RENTAL, expiresAt: new Date('2026-11-28T12:00:00Z') }
const DAY = { days: 1 }

/** A page, and the keys that it sends. */
function open(errors: Error[] = [], keys: (string | undefined)[] = []) {
  const extension = createExtension()
  const run = (rental = RENTAL, duration = DAY) =>
    extension(
      rental,
      async (_, { idempotencyKey }) => {
        keys.push(idempotencyKey)
        const error = errors.shift()
        if (error) throw error
      },
      duration,
      { maxPrice: '1.00' },
    ).catch(error => error)
  return { keys, run }
}

it('R02 R03 has one key for each end of a rental and each length, in every page', async () => {
  const { run, keys } = open()
  await Promise.all([run(), run()])
  await open([], keys).run()
  expect([keys.length, new Set(keys).size]).toEqual([3, 1])
  await run(LATER)
  await run(RENTAL, { days: 7 })
  expect(new Set(keys).size).toBe(3)
  for (const key of keys) expect(key).toMatch(/^[\x21-\x7e]{1,128}$/)
})

it('has another one only where nothing can have been bought under the one before', async () => {
  const doubts = [new AuthenticationError('logged out', { rejected: true }), new ProviderUnavailableError('gone')]
  const { run, keys } = open([...doubts, new OutOfStockError('no', { rejected: true })])
  for (let count = 0; count < 4; count += 1) await run()
  expect([new Set(keys.slice(0, 3)).size, new Set(keys).size]).toEqual([1, 2])
})

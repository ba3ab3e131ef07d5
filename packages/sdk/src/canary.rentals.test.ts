import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eavesdrop } from './__fixtures__/canary.ts'
import { createSilence } from './__fixtures__/canary-outcomes.ts'
import { eventsOfRental, rentWith } from './__fixtures__/canary-rentals.ts'
import { createHandlerApiEmulator } from './testing/index.ts'

/** Of its signs every one means something somewhere. */
const key = `${randomBytes(9).toString('base64')}!'()*~&%+/=<>"\\${randomBytes(9).toString('base64')}`
const expectSilence = createSilence(key)
const KINDS = createHandlerApiEmulator({ size: { services: 1, countries: 1 } }).faults.kinds

let ear: ReturnType<typeof eavesdrop>
beforeEach(() => {
  ear = eavesdrop()
})
afterEach(() => {
  ear.stop()
  vi.restoreAllMocks()
})

describe('G08 T01 canary over rentals and webhooks', () => {
  it('every method and every event under every fault of the emulator', async () => {
    const [worked, failed] = [new Set<string>(), new Set<string>()]
    for (const kind of KINDS) {
      const outcomes = await rentWith(key, ({ faults, fetch }) => {
        // No answer about a number may have more than 4 MiB, and zeros cost the emulator time.
        faults.inject({ kind, ...(kind === 'oversized' && { mib: 5 }), ...(kind === 'gzip-bomb' && { times: 8 }) })
        return fetch
      })
      await expectSilence(outcomes, ear)
      for (const { method, error } of outcomes) (error === undefined ? worked : failed).add(method)
    }
    expect([...failed]).toEqual(expect.arrayContaining(['rentals.rent', 'rental.extend', 'rental.refresh']))
    expect([...failed].filter(method => !worked.has(method) && method !== 'error.reconcile')).toEqual([])
    const heard = [...eventsOfRental.map(event => `rental ${event}`), 'rental:message', 'rental:settled']
    expect(heard.filter(event => !worked.has(event))).toEqual([])
  }, 60_000)

  it('answers that are the key, or hold it', async () => {
    for (const body of [key, `BAD_KEY:${key}`, JSON.stringify({ title: key, details: key, info: { field: key } })]) {
      const outcomes = await rentWith(key, () => async () => new Response(body, { status: 200 }))
      expect(await expectSilence(outcomes, ear)).toBeGreaterThan(5)
    }
  }, 120_000)
})

import { setTimeout as sleep } from 'node:timers/promises'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, FakeClock } from '@onesms/sdk/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CatalogDatabase, createCatalogDatabase } from '../scheduler/__fixtures__/catalog-database.ts'
import { createSharedPace } from './shared-pace.ts'

const SECONDS = process.env['ONESMS_TEST_TIER'] === 'full' ? 60 : 12
const DAEMONS = 5

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
beforeEach(() => database.clear())
afterAll(() => database?.drop())

/** Five daemons ask for the balance as fast as they are let, for some seconds; answers when each request arrived. */
async function ask(limit: number, hostTakes: number, seconds: number) {
  const clock = new FakeClock()
  const emulator = createHandlerApiEmulator({
    clock,
    limit: { requestsPerSecond: hostTakes },
    size: { services: 1, countries: 1 },
  })
  const stopping = new AbortController()
  const arrivals: number[] = []
  const fetch: typeof emulator.fetch = (...args) => {
    arrivals.push(performance.now())
    return emulator.fetch(...args)
  }
  const daemon = async () => {
    const provider = heroSms({
      apiKey: emulator.apiKey,
      baseUrl: 'http://localhost/stubs/handler_api.php',
      requestsPerSecond: limit,
      fetch: (url, init) => fetch(new Request(url, init)),
    })
    provider.usePace?.(createSharedPace({ database: database.connect(2), account: provider.id, limit }))
    const reader = async () => {
      while (!stopping.signal.aborted) await provider.account.balance({ signal: stopping.signal }).catch(() => {})
    }
    await Promise.all(Array.from({ length: 8 }, reader))
  }
  // The host lives by the same time as the database.
  let last = performance.now()
  const passing = setInterval(() => {
    const now = performance.now()
    void clock.advance(now - last)
    last = now
  }, 10)
  const asking = Promise.all(Array.from({ length: DAEMONS }, daemon))
  await sleep(seconds * 1_000)
  stopping.abort()
  await asking
  clearInterval(passing)
  return { arrivals, offences: emulator.ledger.offences().length }
}

/** The most that arrived within any second. */
function busiest(arrivals: readonly number[]): number {
  return Math.max(...arrivals.map(from => arrivals.filter(at => at >= from && at < from + 1_000).length))
}

describe('G12 five daemons with one key', { timeout: (SECONDS + 30) * 1_000 }, () => {
  it('D43 never send more than the limit and one in any second', async () => {
    const { arrivals, offences } = await ask(10, 1_000, SECONDS / 2)
    expect(busiest(arrivals)).toBeLessThanOrEqual(11)
    expect(offences).toBe(0)
    expect(arrivals.length).toBeGreaterThan((SECONDS / 2) * 10 * 0.6)
  })

  it('settle between 10 and 30 a second at a host that takes 20, whatever they were allowed', async () => {
    const { arrivals, offences } = await ask(100, 20, SECONDS)
    const settled = arrivals.filter(at => at > (arrivals[0] ?? 0) + (SECONDS / 2) * 1_000)
    const rate = settled.length / (SECONDS / 2)
    expect(rate).toBeGreaterThan(10)
    expect(rate).toBeLessThan(30)
    expect(offences).toBeGreaterThan(0)
  })
})

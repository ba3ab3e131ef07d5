import { describe, expect, it } from 'vitest'
import { createHandlerApiEmulator } from './handler-api/emulator.ts'
import { createLedger } from './ledger.ts'

const PATH = 'https://emulator.test/stubs/handler_api.php'

describe('the ledger', () => {
  it('notes each request without the key, with its answer and its fault', async () => {
    const emulator = createHandlerApiEmulator({ size: { services: 2, countries: 2 } })
    emulator.faults.inject({ kind: 'server-error', status: 503, nth: 2 })
    await emulator.fetch(`${PATH}?api_key=emulator-key&action=getBalance&lang=en`)
    await emulator.clock.advance(2_000)
    await emulator.fetch(`${PATH}?api_key=wrong&action=getPrices&service=tg`)
    const start = Date.UTC(2026, 0, 1)
    expect(emulator.ledger.requests()).toEqual([
      { at: start, action: 'getBalance', params: { lang: 'en' }, status: 200, bytes: 23, fault: null },
      {
        at: start + 2_000,
        action: 'getPrices',
        params: { service: 'tg' },
        status: 503,
        bytes: 26,
        fault: 'server-error',
      },
    ])
    expect([emulator.ledger.count(), emulator.ledger.count('getPrices'), emulator.ledger.count('getNumber')]).toEqual([
      2, 1, 0,
    ])
    expect(JSON.stringify(emulator.ledger.requests())).not.toContain('wrong')
  })

  it('counts a request that never gets an answer', async () => {
    const emulator = createHandlerApiEmulator({ size: { services: 2, countries: 2 } })
    emulator.faults.inject({ kind: 'hang' })
    const controller = new AbortController()
    const waiting = emulator.fetch(`${PATH}?action=getBalance`, { signal: controller.signal })
    controller.abort()
    await expect(waiting).rejects.toThrow('aborted')
    expect(emulator.ledger.requests()).toMatchObject([{ status: null, bytes: null, fault: 'hang' }])
  })

  it('keeps the latest 10,000 requests and counts them all', () => {
    const { ledger, receive } = createLedger({
      balance: '1.0000',
      activations: () => [],
      rentals: () => [],
      charges: () => [],
    })
    for (let at = 0; at < 35_000; at += 1) receive({ at, action: 'getStatus', params: {}, fault: null })
    expect(ledger.count('getStatus')).toBe(35_000)
    expect(ledger.requests()).toHaveLength(10_000)
    expect(ledger.requests().at(-1)?.at).toBe(34_999)
  })
})

import { describe, expect, it } from 'vitest'
import { ADDRESS, shop, tinyEmulator } from './__fixtures__/tiny-emulator.ts'
import { createFiveSimEmulator } from './emulator.ts'

describe('the key of the emulator of 5SIM', () => {
  it('C08 missing or wrong, is answered with 401 and not a byte', async () => {
    const { fetch } = tinyEmulator()
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: 'emulator-key' }]) {
      const response = await fetch(`${ADDRESS}/user/profile`, { headers })
      expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([401, null, ''])
    }
  })

  it('is not needed for what guests may ask, nor does a wrong one matter there', async () => {
    const { fetch } = tinyEmulator()
    const headers = { authorization: 'Bearer wrong' }
    expect((await fetch(`${ADDRESS}/guest/countries`, { headers })).status).toBe(200)
  })

  it('is in no entry of the ledger', async () => {
    const { emulator, get } = shop()
    await get('/user/profile?limit=2')
    expect(emulator.ledger.requests()).toMatchObject([{ action: 'profile', params: { limit: '2' }, status: 200 }])
    expect(JSON.stringify(emulator.ledger.requests())).not.toContain('emulator-key')
  })
})

describe('the address of the emulator of 5SIM', () => {
  it.each([
    '/user/nothing',
    '/user/check/12a',
    '/user/buy/activation/eng%20land/any/telegram',
    '/user/buy/activation/england/any',
    '/user/reuse/telegram/+447700900123',
    '/guest/flash/de',
  ])('%s leads to a page', async path => {
    const { emulator, ask } = shop()
    const response = await ask(path)
    expect([response.status, response.headers.get('location')]).toEqual([302, '/404.html'])
    const lost = await emulator.fetch(new URL('/404.html', ADDRESS))
    expect([lost.status, lost.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
  })

  it('buys by GET alone', async () => {
    const { ask, emulator } = shop()
    expect((await ask('/user/buy/activation/england/any/telegram', { method: 'POST' })).status).toBe(302)
    expect(emulator.ledger.activations()).toEqual([])
  })

  it('is below /v1', async () => {
    const { emulator } = shop()
    expect((await emulator.fetch('https://emulator.test/guest/countries')).status).toBe(404)
    expect(emulator.ledger.count()).toBe(0)
  })

  it('takes what fetch takes', async () => {
    const { fetch } = tinyEmulator()
    const url = `${ADDRESS}/guest/flash/en`
    for (const input of [url, new URL(url), new Request(url)]) {
      expect(await (await fetch(input)).json()).toEqual({ text: '' })
    }
    const reason = new Error('enough')
    await expect(fetch(url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })

  it('P47 has a limit, and never says when to come back', async () => {
    const { emulator, ask, get } = shop({ limit: { requestsPerSecond: 0.5, burst: 1 } })
    await get('/user/profile')
    const response = await ask('/user/buy/activation/england/any/telegram')
    expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([
      429,
      null,
      'api limit is 100 requests per second',
    ])
    expect(emulator.ledger.activations()).toEqual([])
    expect(emulator.ledger.offences()).toMatchObject([{ action: 'buy/activation', status: 429 }])
  })
})

describe('the bytes of the emulator of 5SIM', () => {
  const digest = async (seed: number) => {
    const { fetch } = createFiveSimEmulator({ seed })
    const body = await (await fetch(`${ADDRESS}/guest/prices`)).arrayBuffer()
    return { size: body.byteLength, hash: Buffer.from(await crypto.subtle.digest('SHA-256', body)).toString('hex') }
  }

  it('are the same for the same seed, 9 MB of them and more', async () => {
    const [one, again, other] = [await digest(1), await digest(1), await digest(2)]
    expect(one.size).toBeGreaterThan(9_000_000)
    expect(again).toEqual(one)
    expect(other.hash).not.toBe(one.hash)
  })

  it('refuses a size, a balance or a limit that cannot be', () => {
    for (const size of [{ services: 0 }, { countries: 9_999 }, { services: 3, offersPerCountry: 4 }]) {
      expect(() => createFiveSimEmulator({ size })).toThrow(RangeError)
    }
    expect(() => createFiveSimEmulator({ balance: '1,5', size: { services: 1, countries: 1 } })).toThrow(RangeError)
  })
})

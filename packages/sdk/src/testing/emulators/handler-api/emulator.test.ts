import { describe, expect, it } from 'vitest'
import { ADDRESS, ask, tinyEmulator, withKey } from './__fixtures__/tiny-emulator.ts'
import { createHandlerApiEmulator } from './emulator.ts'

const NOT_FOUND = '{"title":"BAD_ACTION","details":"Action not found"}'

describe('the key', () => {
  const missing =
    '{"title":"UNPROCESSABLE_ENTITY","details":"Validation failed","info":{"field":"api_key","code":"INVALID","message":"Param \'api_key\' is required"}}'

  it.each([
    ['hero-sms', 422, missing, 401, '{"title":"BAD_KEY","details":"Unauthorized"}'],
    [
      'sms-bower',
      401,
      '{"status":0,"message":"No access","data":[]}',
      401,
      '{"status":0,"message":"No access","data":[]}',
    ],
    ['tiger-sms', 401, 'NO_KEY', 401, 'BAD_KEY'],
    ['classic', 200, 'NO_KEY', 200, 'BAD_KEY'],
  ] as const)('C08 missing or wrong at %s', async (dialect, noKeyStatus, noKey, badKeyStatus, badKey) => {
    const emulator = tinyEmulator(dialect)
    for (const action of ['getBalance', 'getPrices', 'nosuchaction']) {
      expect(await ask(emulator, `action=${action}`)).toMatchObject({ status: noKeyStatus, body: noKey })
      expect(await ask(emulator, `api_key=wrong&action=${action}`)).toMatchObject({
        status: badKeyStatus,
        body: badKey,
      })
    }
  })

  it('is not needed for the lists of HeroSMS, and may come in a header there', async () => {
    const emulator = tinyEmulator('hero-sms')
    for (const action of ['getCountries', 'getServicesList', 'getOperators']) {
      expect((await ask(emulator, `action=${action}`)).status).toBe(200)
    }
    const headers = { authorization: 'ApiKey emulator-key' }
    expect(await ask(emulator, 'action=getBalance', { headers })).toMatchObject({ status: 200 })
    expect(
      await ask(emulator, 'action=getBalance', { headers: { authorization: 'Bearer emulator-key' } }),
    ).toMatchObject({
      status: 422,
    })
    expect((await ask(tinyEmulator('classic'), 'action=getCountries')).body).toBe('NO_KEY')
  })
})

describe('the address', () => {
  it.each([
    ['hero-sms', 404, NOT_FOUND],
    ['sms-bower', 405, '{"status":0,"message":"Method not allowed","data":[]}'],
    ['tiger-sms', 200, 'ACCESS_BALANCE:100.0000'],
    ['classic', 200, 'ACCESS_BALANCE:100.0000'],
  ] as const)('POST to %s → %i', async (dialect, status, body) => {
    const answer = await ask(tinyEmulator(dialect), 'api_key=emulator-key&action=getBalance', { method: 'POST' })
    expect(answer).toMatchObject({ status, body })
  })

  it('is one path alone', async () => {
    const emulator = tinyEmulator('hero-sms')
    expect((await emulator.fetch('https://emulator.test/api/v1?api_key=emulator-key&action=getBalance')).status).toBe(
      404,
    )
    expect(emulator.ledger.count()).toBe(0)
  })

  it('takes what fetch takes', async () => {
    const { fetch } = tinyEmulator('hero-sms')
    const url = `${ADDRESS}?api_key=emulator-key&action=getBalance`
    for (const input of [url, new URL(url), new Request(url)]) {
      expect(await (await fetch(input)).text()).toBe('ACCESS_BALANCE:100.0000')
    }
    const reason = new Error('enough')
    await expect(fetch(url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })
})

describe('the bytes', () => {
  const digest = async (seed: number) => {
    const { fetch } = createHandlerApiEmulator({ seed })
    const body = await (await fetch(`${ADDRESS}?api_key=emulator-key&action=getPrices`)).arrayBuffer()
    return { size: body.byteLength, hash: Buffer.from(await crypto.subtle.digest('SHA-256', body)).toString('hex') }
  }

  it('are the same for the same seed, 15 MB and more of them', async () => {
    const [one, again, other] = [await digest(1), await digest(1), await digest(2)]
    expect(one.size).toBeGreaterThan(15_000_000)
    expect(again).toEqual(one)
    expect(other.hash).not.toBe(one.hash)
  })

  it('agree with the totals, and with every change', async () => {
    const emulator = createHandlerApiEmulator({ size: { services: 80, countries: 12 } })
    const told = async () => {
      const table: Record<string, Record<string, { count: number }>> = JSON.parse(
        (await withKey(emulator, 'getPrices')).body,
      )
      const rows = Object.values(table).flatMap(country => Object.values(country))
      return { offers: rows.length, totalStock: rows.reduce((sum, { count }) => sum + count, 0) }
    }
    const totals = () => {
      const { offers, totalStock } = emulator.catalog.totals()
      return { offers, totalStock }
    }
    const before = await told()
    expect(before).toEqual(totals())
    emulator.catalog.setOffer('187', 'tg', { price: '1', stock: 123_456_789 })
    emulator.catalog.removeOffer('187', 'wa')
    expect(await told()).toEqual(totals())
    emulator.catalog.churn({ fraction: 0.5, seed: 3 })
    expect(await told()).toEqual(totals())
    expect(await told()).not.toEqual(before)
  })
})

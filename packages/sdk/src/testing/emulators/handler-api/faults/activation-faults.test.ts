import { describe, expect, it } from 'vitest'
import { shop } from '../__fixtures__/tiny-emulator.ts'

describe('faults of the list', () => {
  const three = async () => {
    const opened = shop('hero-sms')
    const bought = [await opened.buy(), await opened.buy()]
    await opened.emulator.clock.advance(10_000)
    bought.push(await opened.buy())
    const listed = async (query = '') =>
      (await opened.json(`getActiveActivations${query}`)).data.map(
        ({ activationId }: { activationId: string }) => activationId,
      )
    return { ...opened, ...opened.emulator, bought, listed }
  }

  it('P37 list-lag keeps what is new out of it for a while', async () => {
    const { faults, clock, bought, listed } = await three()
    faults.inject({ kind: 'list-lag', ms: 30_000 })
    expect(await listed()).toEqual([])
    await clock.advance(20_000)
    expect(await listed()).toEqual(bought.slice(0, 2).reverse())
    await clock.advance(10_000)
    expect(await listed()).toEqual([...bought].reverse())
  })

  it('P36 list-truncated ends it early, on whatever page', async () => {
    const { faults, bought, listed } = await three()
    faults.inject({ kind: 'list-truncated', times: 1 })
    expect(await listed()).toEqual([bought[2], bought[1]])
    faults.inject({ kind: 'list-truncated', rows: 1 })
    expect([await listed(), await listed('&start=1')]).toEqual([[bought[2]], []])
  })

  it('P35 list-error and list-empty', async () => {
    const { faults, get, listed } = await three()
    faults.inject({ kind: 'list-error', times: 1 })
    expect(await get('getActiveActivations')).toBe('ERROR_SQL')
    faults.inject({ kind: 'list-empty', times: 1 })
    expect(await listed()).toEqual([])
    expect(await listed()).toHaveLength(3)
  })

  it('P38 list-naive-times', async () => {
    const { faults, json } = await three()
    faults.inject({ kind: 'list-naive-times' })
    expect((await json('getActiveActivations')).data[0].activationTime).toBe('2025-12-31 21:00:10')
  })
})

describe('faults of one activation', () => {
  const one = async (dialect: 'classic' | 'hero-sms' = 'hero-sms') => {
    const opened = shop(dialect)
    const id = await opened.buy()
    return { ...opened, ...opened.emulator, id, status: () => opened.get(`getStatus&id=${id}`) }
  }

  it('E03 expired-with-code ends it in the moment its SMS comes, and the list still shows both', async () => {
    const { faults, json, id, row, status } = await one()
    faults.inject({ kind: 'expired-with-code' })
    const [listed] = (await json('getActiveActivations')).data
    expect(listed).toMatchObject({ activationStatus: '8', smsCode: [row(id)?.sms[0]?.code] })
    expect(await status()).toBe('STATUS_CANCEL')
    expect(row(id)).toMatchObject({ status: 'completed', charged: '0.2500', sms: [{}] })
    expect((await json(`getAllSms&id=${id}`)).data).toHaveLength(1)
  })

  it('E05 wait-retry shows an old code as such, and a wait as a wait', async () => {
    const { faults, sms, id, status, row } = await one()
    faults.inject({ kind: 'wait-retry' })
    expect(await status()).toBe('STATUS_WAIT_CODE')
    sms(id, { code: '1234' })
    expect(await status()).toBe('STATUS_WAIT_RETRY:1234')
    expect(row(id)?.status).toBe('received')
  })

  it('E18 wrong-activation answers for another one', async () => {
    const { faults, sms, buy, status } = await one()
    const other = await buy()
    sms(other, { code: '777' })
    faults.inject({ kind: 'wrong-activation', times: 1 })
    expect([await status(), await status()]).toEqual(['STATUS_OK:777', 'STATUS_WAIT_CODE'])
  })

  it('E08 no-activation once', async () => {
    const { faults, status } = await one('classic')
    faults.inject({ kind: 'no-activation', times: 1 })
    expect([await status(), await status()]).toEqual(['NO_ACTIVATION', 'STATUS_WAIT_CODE'])
  })

  it('E16 old-sms is dated before the purchase, and not in the books', async () => {
    const { faults, json, id, row } = await one()
    faults.inject({ kind: 'old-sms' })
    const { data } = await json(`getAllSms&id=${id}`)
    expect(data).toMatchObject([{ code: '417093', date: '2026-01-01T02:00:00+03:00' }])
    expect(row(id)).toMatchObject({ status: 'waiting', sms: [] })
  })

  it('T04 echo-url and P47 odd forms of Retry-After hold for the new actions as well', async () => {
    const { faults, fetch, id, status } = await one()
    faults.inject({ kind: 'echo-url', times: 1 })
    expect(await status()).toContain('api_key=emulator-key')
    for (const retryAfter of ['-5', '315360000', 'soon', 'Thu, 01 Jan 2026 00:00:30 GMT']) {
      faults.inject({ kind: 'rate-limited', retryAfter, times: 1 })
      const url = `https://emulator.test/stubs/handler_api.php?api_key=emulator-key&action=getStatus&id=${id}`
      const response = await fetch(url)
      expect([response.status, response.headers.get('retry-after')]).toEqual([429, retryAfter])
    }
  })
})

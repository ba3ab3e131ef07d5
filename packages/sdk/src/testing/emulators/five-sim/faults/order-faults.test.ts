import { describe, expect, it } from 'vitest'
import { shop } from '../__fixtures__/tiny-emulator.ts'

describe('faults of following orders at the emulator of 5SIM', () => {
  const opened = () => {
    const all = shop()
    const list = (query = '') => all.json(`/user/orders?category=activation${query}`)
    const ids = async (query = '') => (await list(query)).Data.map(({ id }: { id: number }) => String(id))
    return { ...all, ...all.emulator, list, ids }
  }

  it('the list lags, ends early, is empty or fails', async () => {
    const { faults, clock, buy, ids, get } = opened()
    const [one, two] = [await buy(), await buy()]
    await clock.advance(5_000)
    const three = await buy()
    faults.inject({ kind: 'list-lag', times: 1 })
    expect(await ids()).toEqual([one, two])
    faults.inject({ kind: 'list-truncated', rows: 1, times: 1 })
    expect(await ids()).toEqual([one])
    faults.inject({ kind: 'list-empty', times: 1 })
    expect(await ids()).toEqual([])
    faults.inject({ kind: 'list-reverse-empty' })
    expect([await ids('&reverse=true'), await ids('&reverse=false')]).toEqual([[], [one, two, three]])
    faults.clear()
    faults.inject({ kind: 'list-error' })
    expect(await get('/user/orders?category=activation')).toBe('500 internal error')
  })

  it('the list may be null, have no total, or times without a zone', async () => {
    const { faults, buy, list } = opened()
    faults.inject({ kind: 'list-null' })
    expect((await list()).Data).toBeNull()
    await buy()
    expect((await list()).Data).toHaveLength(1)
    faults.clear()
    faults.inject({ kind: 'list-null', always: true, times: 1 })
    expect((await list()).Data).toBeNull()
    faults.inject({ kind: 'list-total', times: 1 })
    expect((await list()).Total).toBe(999_999)
    faults.inject({ kind: 'list-naive-times', times: 1 })
    expect((await list()).Data).toMatchObject([{ created_at: '2025-12-31 21:00:00' }])
  })

  it('one order may be shown as another, as unknown, or with an SMS from before', async () => {
    const { faults, json, get, buy } = opened()
    const [one, two] = [await buy(), await buy()]
    faults.inject({ kind: 'wrong-activation', times: 1 })
    expect(await json(`/user/check/${one}`)).toMatchObject({ id: Number(two) })
    faults.inject({ kind: 'no-activation', times: 1 })
    expect(await get(`/user/check/${one}`)).toBe('404 order not found')
    faults.inject({ kind: 'old-sms', times: 1 })
    const { status, sms } = await json(`/user/check/${one}`)
    expect([status, sms[0].date, sms[0].code]).toEqual(['RECEIVED', '2025-12-31T23:00:00Z', '417093'])
    expect((await json(`/user/check/${one}`)).sms).toEqual([])
  })

  it('expired-with-code shows as over what has an SMS and stays charged', async () => {
    const { faults, json, buy, row } = opened()
    const id = await buy()
    faults.inject({ kind: 'expired-with-code' })
    const { status, sms } = await json(`/user/check/${id}`)
    expect([status, sms.length]).toEqual(['TIMEOUT', 1])
    expect(row(id)).toMatchObject({ status: 'completed', charged: '0.2500' })
  })

  it('too-early gives nothing back', async () => {
    const { faults, get, buy, row } = opened()
    const id = await buy()
    faults.inject({ kind: 'too-early', times: 1 })
    expect(await get(`/user/cancel/${id}`)).toBe('400 you need to wait time')
    expect(row(id)?.status).toBe('waiting')
    expect(await get(`/user/cancel/${id}`)).toContain('CANCELED')
  })

  it('nothing may be rented, and no inbox there', async () => {
    const { faults, json, get, ledger } = opened()
    const { id } = await json('/user/buy/hosting/england/any/1day')
    faults.inject({ kind: 'no-inbox' })
    expect(await get(`/user/sms/inbox/${id}`)).toMatch(/^302 /)
    faults.inject({ kind: 'no-hosting' })
    expect(await json('/guest/products/england/any')).not.toHaveProperty('1day')
    expect(await get('/user/buy/hosting/england/any/1day')).toBe('400 no product')
    expect(await get('/user/buy/activation/england/any/telegram')).toMatch(/^{"id"/)
    expect(ledger.rentals()).toHaveLength(1)
  })
})

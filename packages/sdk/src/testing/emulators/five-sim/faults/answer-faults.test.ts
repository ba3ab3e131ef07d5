import { describe, expect, it } from 'vitest'
import { shop } from '../__fixtures__/tiny-emulator.ts'
import { fiveSimFaults } from './five-sim-faults.ts'

const BUY = '/user/buy/activation/england/any/telegram'

describe('faults of an answer of the emulator of 5SIM', () => {
  const opened = () => {
    const all = shop()
    return { ...all, ...all.emulator }
  }

  it('partial answers', async () => {
    const { faults, json, get } = opened()
    faults.inject({ kind: 'partial-answer', times: 1 })
    expect(await json(BUY)).not.toHaveProperty('phone')
    faults.inject({ kind: 'partial-answer', form: 'no-id', times: 1 })
    expect(await json(BUY)).not.toHaveProperty('id')
    faults.inject({ kind: 'partial-answer', form: 'empty-id', times: 1 })
    expect(await json(BUY)).toMatchObject({ id: '' })
    faults.inject({ kind: 'partial-answer', form: 'empty-phone', times: 1 })
    expect(await json(BUY)).toMatchObject({ phone: '' })
    faults.inject({ kind: 'partial-answer', form: 'half-word', times: 1 })
    expect(await get(BUY)).toMatch(/^{"id":\d+,"phone"[^}]*$/)
  })

  it('long-id is a number that no double holds, in the books as well', async () => {
    const { faults, get, ledger } = opened()
    faults.inject({ kind: 'long-id' })
    expect(await get(BUY)).toMatch(/^{"id":9000000000000000001,/)
    expect(ledger.activations()).toMatchObject([{ id: '9000000000000000001' }])
  })

  it('P23 forms of a phone and of a price', async () => {
    const { faults, json, ledger } = opened()
    const phone = () => ledger.activations().at(-1)?.phone
    faults.inject({ kind: 'phone-form', times: 1 })
    expect((await json(BUY)).phone).toBe(phone())
    faults.inject({ kind: 'phone-form', form: 'zeros', times: 1 })
    expect((await json(BUY)).phone).toBe(`00${phone()}`)
    faults.inject({ kind: 'phone-form', form: 'blanks', times: 1 })
    expect((await json(BUY)).phone).toMatch(/^\+44 \d{3} \d+$/)
    for (const [form, price] of [
      ['missing', undefined],
      ['empty', ''],
      ['NaN', 'NaN'],
      ['negative', -0.5],
    ] as const) {
      faults.inject({ kind: 'cost-form', form, times: 1 })
      expect((await json(BUY)).price).toBe(price)
    }
  })

  it('wrong-id answers with an id nobody has, and does what it was asked', async () => {
    const { faults, json, buy, row } = opened()
    const id = await buy()
    faults.inject({ kind: 'wrong-id' })
    expect(await json(`/user/check/${id}`)).toMatchObject({ id: Number(id) + 1 })
    expect(await json(`/user/cancel/${id}`)).toMatchObject({ id: Number(id) + 1, status: 'CANCELED' })
    expect(row(id)?.status).toBe('cancelled')
  })

  it('SMS may be null, hidden or missing, codes empty, operators with a capital', async () => {
    const { faults, json, buy, sms } = opened()
    const id = await buy()
    sms(id, { code: '48213' })
    const look = () => json(`/user/check/${id}`)
    for (const [form, shown] of [
      ['null', null],
      ['empty', []],
      ['missing', undefined],
    ] as const) {
      faults.inject({ kind: 'sms-form', form, times: 1 })
      expect((await look()).sms).toEqual(shown)
    }
    faults.inject({ kind: 'empty-code', times: 1 })
    expect((await look()).sms).toMatchObject([{ code: '', text: expect.stringContaining('48213') }])
    faults.inject({ kind: 'operator-capital', times: 1 })
    expect((await look()).operator).toMatch(/^[A-Z]/)
  })

  it('echo-headers repeats the key', async () => {
    const { faults, get } = opened()
    faults.inject({ kind: 'echo-headers' })
    expect(await get('/user/profile')).toMatch(
      /^500 GET https:\/\/emulator\.test\/v1\/user\/profile\n.*Bearer emulator-key/s,
    )
  })

  it('limits answer 429 in words or 503 with a page', async () => {
    const { faults, ask } = opened()
    faults.inject({ kind: 'rate-limited', times: 1 })
    const one = await ask('/user/profile')
    expect([one.status, one.headers.get('retry-after')]).toEqual([429, null])
    faults.inject({ kind: 'rate-limited', status: 503, retryAfter: 7 })
    const other = await ask('/user/profile')
    expect([other.status, other.headers.get('retry-after'), (await other.text()).slice(0, 9)]).toEqual([
      503,
      '7',
      '<!DOCTYPE',
    ])
  })

  it('prices may be inside out, or wrong in good form', async () => {
    const { faults, json } = opened()
    faults.inject({ kind: 'service-first', times: 1 })
    expect(Object.keys(await json('/guest/prices'))).toEqual(['telegram', 'whatsapp'])
    faults.inject({ kind: 'zero-stock', times: 1 })
    expect((await json('/guest/products/england/any')).telegram.Qty).toBe(0)
    faults.inject({ kind: 'missing-country', country: 'usa', times: 1 })
    expect(Object.keys(await json('/guest/prices'))).toEqual(['england'])
    expect(Object.keys(await json('/guest/prices'))).toEqual(['england', 'usa'])
  })

  it('every kind can be injected without details', () => {
    const { faults } = opened()
    expect(faults.kinds).toEqual(Object.keys(fiveSimFaults))
    for (const kind of faults.kinds) faults.inject({ kind })()
  })
})

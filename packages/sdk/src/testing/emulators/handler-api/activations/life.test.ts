import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shop } from '../__fixtures__/tiny-emulator.ts'

const MINUTE = 60_000

describe('a number', () => {
  it('gets an SMS of its own 5 to 40 seconds after the purchase, another one each time it is asked for', async () => {
    const { emulator, buy, set, row } = shop('classic', { autoSms: true })
    const ids = await Promise.all(Array.from({ length: 40 }, () => buy()))
    await emulator.clock.advance(4_999)
    expect(ids.flatMap(id => row(id)?.sms)).toEqual([])
    await emulator.clock.advance(35_002)
    const delays = ids.map(id => (row(id)?.sms[0]?.at ?? 0) - (row(id)?.boughtAt ?? 0))
    for (const delay of delays) expect(delay >= 5_000 && delay < 40_000).toBe(true)
    expect(new Set(delays).size).toBeGreaterThan(20)
    expect(new Set(ids.map(id => row(id)?.sms[0]?.text.replace(/\d/g, ''))).size).toBeGreaterThan(8)

    const [id = ''] = ids
    expect(await set(id, '3')).toBe('ACCESS_RETRY_GET')
    expect(row(id)?.status).toBe('retrying')
    await emulator.clock.advance(40_000)
    expect(row(id)).toMatchObject({ status: 'received', sms: [{}, {}] })
  })

  it('has its code in the text, as the host cuts it out', async () => {
    const { emulator, buy, row } = shop('hero-sms', { autoSms: true })
    const ids = await Promise.all(Array.from({ length: 60 }, () => buy()))
    await emulator.clock.advance(40_000)
    for (const id of ids) {
      const { text = '', code } = row(id)?.sms[0] ?? {}
      expect(code).toMatch(/^(?:G-)?\d[\d-]*\d$/)
      expect(text).toContain(code)
    }
  })

  it('gets the same SMS from the same seed, others from another', async () => {
    const texts = async (seed: number) => {
      const { emulator, buy } = shop('classic', { autoSms: true, seed })
      for (let count = 0; count < 10; count += 1) await buy()
      await emulator.clock.advance(40_000)
      return emulator.ledger.activations().map(({ id, phone, sms }) => ({ id, phone, sms }))
    }
    expect(await texts(7)).toEqual(await texts(7))
    expect((await texts(7)).map(({ sms }) => sms)).not.toEqual((await texts(8)).map(({ sms }) => sms))
  })

  it('gets an SMS by hand: invented, as wished, or without a code', async () => {
    const { emulator, buy, row } = shop('classic')
    const id = await buy()
    const invented = emulator.sms(id)
    expect(invented).toMatchObject({ text: expect.stringContaining(invented.code ?? ''), sender: 'Telegram' })
    expect(emulator.sms(`any:${id}`, { code: '0042' })).toMatchObject({
      code: '0042',
      text: expect.stringContaining('0042'),
    })
    expect(emulator.sms(id, { text: 'hello' })).toMatchObject({ code: null, text: 'hello' })
    expect(emulator.sms(id, { text: 'hello 12', code: '12', sender: 'Bank' })).toMatchObject({ sender: 'Bank' })
    expect(row(id)?.sms.map(({ code }) => code)).toEqual([invented.code, '0042', null, '12'])
    expect(() => emulator.sms('1')).toThrow(RangeError)
  })

  it('expires after twenty minutes without an SMS, and is given back; with one it is completed', async () => {
    const { emulator, buy, get, row } = shop('hero-sms')
    const [unused, used, again] = [await buy(), await buy(), await buy()]
    emulator.sms(used)
    emulator.sms(again)
    await get(`setStatus&id=${again}&status=3`)
    await emulator.clock.advance(20 * MINUTE - 1)
    expect([unused, used, again].map(id => row(id)?.status)).toEqual(['waiting', 'received', 'retrying'])
    await emulator.clock.advance(1)
    expect([unused, used, again].map(id => row(id)?.status)).toEqual(['expired', 'completed', 'completed'])
    expect(row(unused)).toMatchObject({ charged: '0.0000', refunded: '0.2500' })
    expect(row(used)).toMatchObject({ charged: '0.2500', refunded: '0.0000' })
    expect(emulator.ledger.balance).toBe('99.5000')
    expect(() => emulator.sms(unused)).toThrow(RangeError)
  })

  it('P45 E12 lives by length of time, whatever the wall clock says', async () => {
    const { emulator, buy, row } = shop('hero-sms')
    const id = await buy()
    emulator.clock.set(Date.UTC(2027, 0, 1))
    expect(row(id)?.status).toBe('waiting')
    await emulator.clock.advance(20 * MINUTE)
    expect(row(id)?.status).toBe('expired')
  })
})

describe('the books', () => {
  const step = fc.record({
    act: fc.constantFrom('buy', 'sms', '3', '6', '8', 'wait'),
    which: fc.nat(9),
    ms: fc.constantFrom(1_000, 121_000, 1_200_000),
  })

  it('agree with each other after any sequence of sales, SMS, ends and refunds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async steps => {
        const { emulator, buy, set } = shop('classic', { balance: '2.0000' })
        const { ledger, clock } = emulator
        const open = (which: number) => ledger.activations()[which]?.id ?? '1'
        for (const { act, which, ms } of steps) {
          if (act === 'buy') await buy()
          else if (act === 'wait') await clock.advance(ms)
          else if (act !== 'sms') await set(open(which), act)
          else if (['waiting', 'received', 'retrying'].includes(ledger.activations()[which]?.status ?? '')) {
            emulator.sms(open(which))
          }
        }
        const micros = (money: string) => Math.round(Number(money) * 1_000_000)
        const sum = (all: readonly string[]) => all.reduce((total, money) => total + micros(money), 0)
        const rows = ledger.activations()
        const spent = sum(ledger.charges().map(({ amount }) => amount))
        expect(micros(ledger.balance)).toBe(2_000_000 - spent)
        expect(sum(rows.map(({ charged }) => charged))).toBe(spent)
        expect(micros(ledger.balance)).toBeGreaterThanOrEqual(0)
        for (const { price, charged, refunded, status, sms } of rows) {
          expect(micros(charged) + micros(refunded)).toBe(micros(price))
          expect(charged === '0.0000').toBe(status === 'cancelled' || status === 'expired')
          if (sms.length > 0) expect(charged).toBe(price)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('write down who asked for what, and never the key', async () => {
    const { emulator, get } = shop('hero-sms')
    await emulator.clock.advance(5_000)
    await get('getNumberV2&service=tg&country=187&maxPrice=0.3&operator=any')
    expect(emulator.ledger.activations()).toEqual([
      {
        id: expect.stringMatching(/^30000000\d\d$/),
        service: 'tg',
        country: '187',
        operator: 'any',
        phone: expect.stringMatching(/^1555\d{7}$/),
        price: '0.2500',
        status: 'waiting',
        requestAt: Date.UTC(2026, 0, 1, 0, 0, 5),
        boughtAt: Date.UTC(2026, 0, 1, 0, 0, 5),
        charged: '0.2500',
        refunded: '0.0000',
        sms: [],
        params: { service: 'tg', country: '187', maxPrice: '0.3', operator: 'any' },
      },
    ])
    expect(JSON.stringify(emulator.ledger.activations())).not.toContain('emulator-key')
  })
})

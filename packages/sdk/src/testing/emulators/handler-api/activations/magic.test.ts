import { describe, expect, it } from 'vitest'
import { shop } from '../__fixtures__/tiny-emulator.ts'
import { wireServices } from '../directory.generated.ts'
import { createHandlerApiEmulator } from '../emulator.ts'
import { magicServices } from './magic.ts'

const SECOND = 1_000

describe('magic services', () => {
  const magic = (dialect: 'classic' | 'hero-sms' = 'classic') => shop(dialect, { magicServices: true })

  it('have codes like the others, which no host has', () => {
    const real = new Set(wireServices.map(([code]) => code))
    for (const { code } of magicServices) {
      expect(code).toMatch(/^[a-zA-Z]{2,4}$/)
      expect(real.has(code)).toBe(false)
    }
  })

  it('are not there unless they are wanted, not even under an invented code', () => {
    const { catalog } = createHandlerApiEmulator({ size: { services: 10_000, countries: 1 } })
    const codes = new Set(catalog.services.map(({ code }) => code))
    expect(magicServices.filter(({ code }) => codes.has(code))).toEqual([])
  })

  it('stand in the lists by clear names, at one price in every country', async () => {
    const { emulator, json } = magic()
    const { services } = await json('getServicesList&country=16')
    expect(services.slice(-magicServices.length)).toEqual(magicServices.map(({ code, name }) => ({ code, name })))
    for (const { id } of emulator.catalog.countries) {
      expect(emulator.catalog.offer(id, 'fast')).toMatchObject({ price: '0.1', stock: 1_000_000 })
    }
  })

  it('change nothing about the others', () => {
    const offers = (magicServices: boolean) =>
      [...createHandlerApiEmulator({ size: { services: 80, countries: 9 }, magicServices }).catalog.offers()].filter(
        ({ service }) => service.length < 4,
      )
    expect(offers(true)).toEqual(offers(false))
  })

  it('stay as they are when the others change', () => {
    const { catalog } = magic().emulator
    catalog.churn({ fraction: 1, seed: 3 })
    expect(['sold', 'fast'].map(code => catalog.offer('187', code)?.stock)).toEqual([0, 1_000_000])
  })

  it('fast answers at once, slow after ten seconds, mute never', async () => {
    const { emulator, buy, get } = magic()
    const [fast, slow, mute] = [await buy('fast'), await buy('slow'), await buy('mute')]
    const words = async () =>
      Promise.all([fast, slow, mute].map(async id => (await get(`getStatus&id=${id}`)).split(':')[0]))
    expect(await words()).toEqual(['STATUS_OK', 'STATUS_WAIT_CODE', 'STATUS_WAIT_CODE'])
    await emulator.clock.advance(10 * SECOND)
    expect(await words()).toEqual(['STATUS_OK', 'STATUS_OK', 'STATUS_WAIT_CODE'])
    await emulator.clock.advance(1_200 * SECOND)
    expect(emulator.ledger.activations().map(({ status }) => status)).toEqual(['completed', 'completed', 'expired'])
  })

  it('sold is out of stock', async () => {
    expect(await magic().get('getNumber&service=sold&country=187')).toBe('NO_NUMBERS')
  })

  it('P01 lost charges and cuts the connection', async () => {
    const { emulator, buy } = magic('hero-sms')
    await expect(buy('lost')).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
    expect(emulator.ledger.activations()).toMatchObject([{ service: 'lost', charged: '0.1000' }])
    expect(emulator.ledger.requests()).toMatchObject([{ fault: 'commit-then-cut', status: null }])
  })

  it('P03 late charges twenty seconds after the request, and never answers', async () => {
    const { emulator, buy } = magic()
    const { clock, ledger } = emulator
    void buy('late')
    await clock.advance(19_999)
    expect([ledger.balance, ledger.activations()]).toEqual(['100.0000', []])
    await clock.advance(60 * SECOND)
    const [row] = ledger.activations()
    expect(row).toMatchObject({ service: 'late', charged: '0.1000', status: 'received' })
    expect((row?.boughtAt ?? 0) - (row?.requestAt ?? 0)).toBe(20 * SECOND)
  })

  it('E05 twin gets two SMS, text gets one without a code', async () => {
    const { emulator, buy, get, row } = magic()
    const [twin, text] = [await buy('twin'), await buy('text')]
    await emulator.clock.advance(5 * SECOND)
    expect(row(twin)?.sms).toHaveLength(1)
    await emulator.clock.advance(10 * SECOND)
    expect(row(twin)?.sms).toHaveLength(2)
    expect(await get(`getStatus&id=${text}`)).toBe(`STATUS_OK:${row(text)?.sms[0]?.text}`)
    expect(row(text)?.sms).toMatchObject([{ code: null }])
  })

  it('gone is cancelled by the provider after ten seconds, and given back', async () => {
    const { emulator, buy, get, row } = magic()
    const id = await buy('gone')
    await emulator.clock.advance(10 * SECOND)
    expect(await get(`getStatus&id=${id}`)).toBe('STATUS_CANCEL')
    expect(row(id)).toMatchObject({ status: 'cancelled', refunded: '0.1000' })
    expect(emulator.ledger.balance).toBe('100.0000')
  })
})

import { describe, expect, it } from 'vitest'
import { RENT, rentalShop } from '../__fixtures__/rental-shop.ts'

const BUY = `${RENT}&duration=24`
const CUT = { cause: { code: 'ECONNRESET' } }

const opened = () => {
  const all = rentalShop()
  return { ...all, ...all.emulator, charges: () => all.emulator.ledger.charges().map(({ amount }) => amount) }
}

describe('faults of renting', () => {
  it('P01 commit-then-cut charges; P02 cut-before-commit does not', async () => {
    const { faults, get, charges } = opened()
    faults.inject({ kind: 'commit-then-cut', times: 1 })
    await expect(get(BUY)).rejects.toMatchObject(CUT)
    faults.inject({ kind: 'cut-before-commit', times: 1 })
    await expect(get(BUY)).rejects.toMatchObject(CUT)
    expect(charges()).toEqual(['2.0000'])
  })

  it('P03 commit-late charges as of its own instant', async () => {
    const { faults, get, ledger, clock } = opened()
    faults.inject({ kind: 'commit-late', ms: 45_000, times: 1 })
    void get(BUY)
    await clock.advance(60_000)
    const [{ requestAt, boughtAt } = { requestAt: 0, boughtAt: 0 }] = ledger.rentals()
    expect(boughtAt - requestAt).toBe(45_000)
  })

  it('P06 double-commit charges twice; P16 duplicate-activation-id answers with an earlier rental', async () => {
    const { faults, get, buy, ledger, charges } = opened()
    faults.inject({ kind: 'double-commit', times: 1 })
    const second = await get(BUY)
    expect(charges()).toHaveLength(2)
    await buy()
    faults.inject({ kind: 'duplicate-activation-id', times: 1 })
    expect(await get(BUY)).toBe(second)
    faults.inject({ kind: 'duplicate-activation-id', charged: true, times: 1 })
    expect(await get(BUY)).toBe(second)
    expect(ledger.rentals()).toHaveLength(3)
  })

  it('P22 price-above-cap charges twice the price or what it is told', async () => {
    const { faults, json, charges } = opened()
    faults.inject({ kind: 'price-above-cap', times: 1 })
    expect(await json(BUY)).toMatchObject({ activationCost: 4 })
    faults.inject({ kind: 'price-above-cap', price: '9.99', times: 1 })
    await json(BUY)
    expect(charges()).toEqual(['4.0000', '9.9900'])
  })

  it.each(['html', 'empty', 'truncated', 'unknown-word', 'refusal-in-page', 'partial-answer', 'long-id'] as const)(
    'P09 P10 P11 P20 P21 %s charges',
    async kind => {
      const { faults, get, charges } = opened()
      faults.inject({ kind })
      await get(BUY)
      expect(charges()).toEqual(['2.0000'])
    },
  )

  it('P21 half answers and strange forms are those of getNumberV2', async () => {
    const { faults, json } = opened()
    faults.inject({ kind: 'partial-answer', times: 1 })
    expect(await json(BUY)).not.toHaveProperty('phoneNumber')
    faults.inject({ kind: 'cost-form', form: 'currency', times: 1 })
    expect(await json(BUY)).toMatchObject({ currency: 978 })
    faults.inject({ kind: 'phone-form', times: 1 })
    expect(await json(BUY)).toMatchObject({ phoneNumber: expect.stringMatching(/^\+1555/) })
    faults.inject({ kind: 'long-id', times: 1 })
    expect(await json(BUY)).toMatchObject({ activationId: expect.stringMatching(/^9\d{19}$/) })
  })
})

describe('faults of extending', () => {
  const rented = async () => {
    const all = opened()
    const id = await all.rent()
    await all.clock.advance(120_000)
    return { ...all, id, hours: () => all.rental(id)?.extensions.map(extension => extension.hours) }
  }

  it('E20 committed and lost, lost before, and never answered', async () => {
    const { faults, extend, hours, id, clock } = await rented()
    faults.inject({ kind: 'commit-then-cut', times: 1 })
    await expect(extend(id, 24)).rejects.toMatchObject(CUT)
    expect(hours()).toEqual([24])
    faults.inject({ kind: 'cut-before-commit', times: 1 })
    await expect(extend(id, 24)).rejects.toMatchObject(CUT)
    expect(hours()).toEqual([24])
    faults.inject({ kind: 'commit-late', ms: 45_000, times: 1 })
    void extend(id, 168)
    await clock.advance(44_999)
    expect(hours()).toEqual([24])
    await clock.advance(1)
    expect(hours()).toEqual([24, 168])
  })

  it('E20 twice, at another price, and answered from a cache', async () => {
    const { faults, extend, rental, hours, id, charges } = await rented()
    faults.inject({ kind: 'double-commit', times: 1 })
    await extend(id, 24)
    expect(hours()).toEqual([24, 24])
    faults.inject({ kind: 'price-above-cap', times: 1 })
    await extend(id, 24)
    expect(rental(id)?.extensions.at(-1)?.price).toBe('4.0000')
    faults.inject({ kind: 'duplicate-activation-id', times: 1 })
    expect(JSON.parse(await extend(id, 24))).toMatchObject({ activationEndTime: '2026-01-05T00:00:00+00:00' })
    faults.inject({ kind: 'duplicate-activation-id', charged: true, times: 1 })
    expect(JSON.parse(await extend(id, 24))).toMatchObject({ activationEndTime: '2026-01-05T00:00:00+00:00' })
    expect(charges()).toEqual(['2.0000', '2.0000', '2.0000', '4.0000', '2.0000'])
  })
})

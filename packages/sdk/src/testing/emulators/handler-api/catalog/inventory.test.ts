import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHandlerApiEmulator } from '../emulator.ts'

const fresh = () => {
  const { catalog } = createHandlerApiEmulator({ dialect: 'sms-bower', size: { services: 2, countries: 2 } })
  catalog.setOffer('187', 'tg', { price: '0.25', stock: 40 })
  const lots = () => catalog.lotsOf(catalog.offer('187', 'tg') ?? expect.unreachable())
  return { catalog, lots }
}

describe('what is left of an offer', () => {
  it('is what there was, less what was sold, lot by lot', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 60 }), choices => {
        const { catalog, lots } = fresh()
        const left = new Map(lots().map(({ price, supplier, stock }) => [`${supplier}/${price}`, stock]))
        const prices = [...new Set(lots().map(({ price }) => price))]
        for (const choice of choices) {
          const lot = catalog.sell('187', 'tg', ({ price }) => price === prices[choice % prices.length])
          if (lot) left.set(`${lot.supplier}/${lot.price}`, (left.get(`${lot.supplier}/${lot.price}`) ?? 0) - 1)
        }
        const rest = [...left.values()].reduce((sum, stock) => sum + stock, 0)
        expect(catalog.offer('187', 'tg')?.stock).toBe(rest)
        const told = lots().filter(({ stock }) => stock > 0)
        expect(new Map(told.map(({ price, supplier, stock }) => [`${supplier}/${price}`, stock]))).toEqual(
          new Map([...left].filter(([, stock]) => stock > 0)),
        )
      }),
    )
  })

  it('is filled up again by a new stock, at several prices or at one', () => {
    const { catalog, lots } = fresh()
    catalog.sell('187', 'tg', () => true)
    catalog.setOffer('187', 'tg', { price: '0.25', stock: 40 })
    expect(lots()).toEqual(fresh().lots())
    catalog.setOffer('187', 'tg', { price: '0.3', stock: 40, flat: true })
    expect(lots()).toMatchObject([{ price: '0.3', stock: 40 }])
  })

  it('is nothing where the offer is gone, or sold out', () => {
    const { catalog } = fresh()
    catalog.setOffer('187', 'tg', { price: '0.25', stock: 1 })
    expect(catalog.sell('187', 'tg', () => true)).toMatchObject({ price: '0.25' })
    expect(catalog.sell('187', 'tg', () => true)).toBeNull()
    catalog.removeOffer('187', 'tg')
    expect(catalog.sell('187', 'tg', () => true)).toBeNull()
  })

  it('counts as a change of the catalog', () => {
    const { catalog } = fresh()
    const before = catalog.revision
    catalog.sell('187', 'tg', () => true)
    expect(catalog.revision).toBeGreaterThan(before)
  })
})

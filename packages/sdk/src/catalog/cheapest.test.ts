import { describe, expect, it } from 'vitest'
import type { Offer } from '../provider/catalog.ts'
import { cheapest } from './cheapest.ts'

function offer(amount: string, stock: number | null, currency = 'USD'): Offer {
  return {
    provider: 'hero-sms',
    kind: 'activation',
    service: { slug: 'telegram', nativeId: 'tg', name: 'Telegram' },
    country: { iso: 'GB', nativeId: '16', name: 'United Kingdom' },
    operator: null,
    supplier: null,
    price: { amount, currency },
    stock,
    successRate: null,
  }
}

describe('cheapest', () => {
  it('compares by value and leaves out what is sold out', () => {
    const [ten, nine, sold] = [offer('10', 1), offer('9.5', 1), offer('0.1', 0)]
    expect(cheapest([ten, nine, sold])).toBe(nine)
    expect(cheapest([sold])).toBeUndefined()
    expect(cheapest([])).toBeUndefined()
  })

  it('counts an untold stock as not sold out', () => {
    const untold = offer('1', null)
    expect(cheapest([untold, offer('2', 5)])).toBe(untold)
  })

  it('takes more stock at an equal price, and the first of equals', () => {
    const [few, many, untold, same] = [offer('1', 2), offer('1.00', 3), offer('1', null), offer('1', 3)]
    expect(cheapest([few, many, untold, same])).toBe(many)
  })

  it('compares no two currencies', () => {
    expect(() => cheapest([offer('1', 1), offer('1', 1, 'RUB')])).toThrow(RangeError)
  })
})

import type { PurchaseTarget } from '@onesms/sdk'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forbiddenPart, type Named } from './allowed.ts'
import { microsOf, plain, readMoney } from './amounts.ts'
import { breachOf, type Usage } from './limits.ts'
import { capOf, NO_LIMITS, NOTHING } from './policy.ts'

const amount = fc.bigInt({ min: 1n, max: 10n ** 17n }).map(micros => {
  const digits = micros.toString().padStart(7, '0')
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`
})

describe('amounts', () => {
  it('have one value, however many zeros they carry', () => {
    fc.assert(
      fc.property(amount, text => {
        expect(microsOf(plain(text))).toBe(microsOf(text))
        expect(plain(plain(text))).toBe(plain(text))
        expect(readMoney(`${text} USD`)).toEqual({ amount: plain(text), currency: 'USD' })
      }),
    )
  })
})

describe('the cap of a purchase', () => {
  it('T20 is the lower one: a client lowers it and never raises it', () => {
    fc.assert(
      fc.property(amount, fc.option(amount), (ours, asked) => {
        const policy = { ...NOTHING, maxPrice: new Map([['USD', ours]]) }
        const cap = microsOf(capOf(policy, 'activation', 'USD', asked) ?? '')
        expect(cap <= microsOf(ours)).toBe(true)
        expect(cap).toBe(asked !== null && microsOf(asked) < microsOf(ours) ? microsOf(asked) : microsOf(ours))
      }),
    )
  })

  it('there is none where the currency is not named, or nothing of the kind is sold', () => {
    const policy = { ...NOTHING, maxPrice: new Map([['USD', '1']]) }
    expect(capOf(policy, 'activation', 'EUR', '0.1')).toBeNull()
    expect(capOf(policy, 'rental', 'USD', '0.1')).toBeNull()
    const renting = { ...policy, rentals: { maxPrice: new Map([['USD', '5']]) } }
    expect([capOf(renting, 'rental', 'USD', null), capOf(renting, 'extension', 'USD', '2')]).toEqual(['5', '2'])
  })
})

describe('limits', () => {
  const idle: Usage = {
    perMinute: 0,
    perHour: 0,
    perDay: 0,
    live: 0,
    spent: '0',
    minuteFrees: null,
    hourFrees: null,
    dayEnds: new Date(0),
  }

  it('T21 let pass until the sum would be above the budget, and not a millionth further', () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 30 }), amount, (prices, budget) => {
        const limits = { ...NO_LIMITS, spendPerDay: new Map([['USD', budget]]) }
        let spent = 0n
        for (const price of prices) {
          const usage = { ...idle, spent: `${spent / 1_000_000n}.${String(spent % 1_000_000n).padStart(6, '0')}` }
          const isOver = spent + microsOf(price) > microsOf(budget)
          expect(breachOf(limits, usage, { price, currency: 'USD', isNumber: true }) !== null).toBe(isOver)
          if (!isOver) spent += microsOf(price)
        }
        expect(spent <= microsOf(budget)).toBe(true)
      }),
    )
  })

  it('T19 each stands in the way by itself, and says until when', () => {
    const counts = ['perMinute', 'perHour', 'perDay', 'live'] as const
    fc.assert(
      fc.property(fc.constantFrom(...counts), fc.integer({ min: 1, max: 99 }), fc.nat(99), (limit, most, used) => {
        const usage = { ...idle, [limit]: used, minuteFrees: new Date(1), hourFrees: new Date(2) }
        const until = { perMinute: new Date(1), perHour: new Date(2), perDay: new Date(0), live: null }[limit]
        const breach = breachOf({ ...NO_LIMITS, [limit]: most }, usage, { price: '1', currency: 'USD', isNumber: true })
        expect(breach).toEqual(used >= most ? { limit, until } : null)
      }),
    )
  })
})

describe('what may be bought', () => {
  const ids: Readonly<Record<string, string>> = { telegram: 'tg', 'p:tg': 'tg', whatsapp: 'wa', GB: '16', 'p:16': '16' }
  const idOf = (name: string) => {
    const id = ids[name]
    if (id === undefined) throw new Error(`${name}: nobody knows it`)
    return id
  }
  const targetsOf = ({ service, country }: Named): readonly PurchaseTarget[] => [
    {
      kind: 'activation',
      provider: 'p',
      operator: null,
      hours: null,
      extends: null,
      service: idOf(service),
      country: idOf(country),
    },
  ]
  const part = (services: readonly string[] | 'any', service: string, countries: readonly string[] | 'any' = 'any') =>
    forbiddenPart({ services, countries }, { service, country: 'GB' }, targetsOf)

  it('T19 is what the lists name, by whatever name it is asked for', () => {
    expect(part('any', 'whatsapp')).toBeNull()
    expect(part(['telegram'], 'p:tg')).toBeNull()
    expect(part(['p:tg', 'unheard'], 'telegram')).toBeNull()
    expect(part(['telegram'], 'whatsapp')).toBe('service')
    expect(part([], 'telegram')).toBe('service')
    expect(part('any', 'telegram', ['unheard'])).toBe('country')
    expect(part('any', 'telegram', ['p:16'])).toBeNull()
  })

  it('P24 a name that nobody knows is an error before any list is looked at', () => {
    expect(() => part(['telegram'], 'telegrm')).toThrow('nobody knows it')
  })
})

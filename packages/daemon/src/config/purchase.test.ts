import { describe, expect, it } from 'vitest'
import { NOTHING } from '../purchase/policy.ts'
import { overlayEnvironment } from './env.ts'
import { configSchema } from './schema.ts'

const complete = {
  enabled: true,
  services: ['telegram'],
  countries: 'any',
  maxPrice: '0.50 USD',
  limits: { total: { spendPerDay: '20 USD' } },
}
function read(purchase: unknown) {
  const { data, error } = configSchema.safeParse({ purchase })
  return data?.purchase ?? (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)
}

describe('purchase', () => {
  it('T19 nothing can be bought unless somebody says so', () => {
    expect(configSchema.parse({}).purchase).toEqual(NOTHING)
    expect(read({ ...complete, enabled: undefined })).toMatchObject({ enabled: false })
  })

  it('T19 enabled it needs lists, a cap and a budget; each mistake names its place and what to do', () => {
    expect(read({ enabled: true })).toEqual([
      "purchase.services: is missing: name what may be bought, such as ['telegram'], or 'any'",
      "purchase.countries: is missing: name where numbers may come from, such as ['GB'], or 'any'",
      "purchase.maxPrice: is missing: say the most that one number may cost, such as '0.50 USD'",
      "purchase.limits.total.spendPerDay: is missing: say what all purchases of a day may cost, such as '20.00 USD'",
    ])
  })

  it('takes one amount, or one for each currency', () => {
    expect(read(complete)).toMatchObject({ maxPrice: new Map([['USD', '0.5']]), rentals: null })
    const two = { ...complete, maxPrice: ['0.50 USD', '40 RUB'], rentals: { maxPrice: '9 EUR' } }
    expect(read(two)).toEqual([
      'purchase.limits.total.spendPerDay: names no amount in RUB, as a maxPrice does',
      'purchase.limits.total.spendPerDay: names no amount in EUR, as a maxPrice does',
    ])
    const budget = { total: { spendPerDay: ['20 USD', '1000 RUB', '99 EUR'] } }
    expect(read({ ...two, limits: budget })).toMatchObject({ rentals: { maxPrice: new Map([['EUR', '9']]) } })
  })

  it.each(['0.50', '0 USD', '-1 USD', '0.5 usd', '1e3 USD', '0.1234567 USD', 0.5])('%s is no cap', maxPrice => {
    expect(read({ ...complete, maxPrice })).toEqual([expect.stringMatching(/^purchase\.maxPrice.*USD'/)])
  })

  it('names a currency once, and knows every setting', () => {
    expect(read({ ...complete, maxPrice: ['1 USD', '2 USD'] })).toEqual([
      'purchase.maxPrice: must name each currency once',
    ])
    expect(read({ ...complete, limits: { subject: { perMinute: 0 } } })).toEqual([
      'purchase.limits.subject.perMinute: must be a whole number from 1',
    ])
    expect(read({ ...complete, maxPrise: 1 })).toEqual([expect.stringContaining('maxPrise')])
  })

  it('is turned off by the environment, whatever the file says; anything but on and off is a mistake', () => {
    const over = (ONESMS_PURCHASE: string) =>
      configSchema.safeParse(overlayEnvironment({ purchase: complete }, { ONESMS_PURCHASE }))
    expect(over('off').data?.purchase.enabled).toBe(false)
    expect(over('on').data?.purchase.enabled).toBe(true)
    expect(over('yes').error?.issues).toMatchObject([{ path: ['purchase', 'enabled'] }])
  })
})

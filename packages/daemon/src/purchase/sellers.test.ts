import { createMemoryStore, failover } from '@onesms/sdk'
import { fiveSim } from '@onesms/sdk/providers/five-sim'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { expect, it } from 'vitest'
import { openAccounts } from '../accounts/accounts.ts'
import { configSchema } from '../config/schema.ts'
import { doubleSeller } from './sellers.ts'

const apiKey = 'a-key-of-nobody-in-particular'
const [hero, other] = [heroSms({ apiKey }), heroSms({ apiKey, id: 'other' })]
const five = fiveSim({ apiKey })

it.each([
  [null, []],
  [null, [hero, five]],
  [null, [failover([hero, five]), other]],
  ['hero-sms', [hero, failover([hero, five])]],
  ['five-sim', [failover([failover([five], { id: 'inner' }), hero]), failover([other, five], { id: 'second' })]],
])('sells at two accounts: %s', (seller, providers) => {
  expect(doubleSeller(providers)).toBe(seller)
})

it('nobody opens accounts that would give back the numbers of each other', () => {
  const providers = [hero, failover([hero, five])]
  expect(() => openAccounts({ providers, store: createMemoryStore(), mode: 'exclusive' })).toThrow('hero-sms')
  expect(configSchema.safeParse({ providers }).error?.issues.map(({ message }) => message)).toEqual([
    "one provider sells by itself and as a part of another: each would take the numbers of the other for nobody's",
  ])
})

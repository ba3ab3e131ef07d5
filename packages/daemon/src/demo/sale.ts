import { randomBytes } from 'node:crypto'
import type { KnownToken } from '../http/auth/identity.ts'
import { scopes } from '../http/auth/scope.ts'
import { hashOf } from '../http/auth/token.ts'
import { NO_LIMITS, type PurchasePolicy } from '../purchase/policy.ts'

const dollars = (amount: string) => new Map([['USD', amount]])

/** What the demo sells: all that its emulator has, for no more than the emulated account holds. Nobody else buys there. */
export const DEMO_POLICY: PurchasePolicy = {
  enabled: true,
  accountMode: 'exclusive',
  services: 'any',
  countries: 'any',
  maxPrice: dollars('5'),
  rentals: { maxPrice: dollars('20') },
  limits: {
    subject: { ...NO_LIMITS, perMinute: 30, live: 50, spendPerDay: dollars('50') },
    total: { ...NO_LIMITS, spendPerDay: dollars('100') },
  },
}

/** What one short-lived token of the app may spend. */
export const SESSION_CAP = { amount: '25', currency: 'USD' } as const

/** A token and what a daemon knows of it. */
export interface MadeToken {
  readonly token: string
  readonly known: KnownToken
}

/** The token of one run of the demo, which may do everything. Nothing of it is kept. */
export function makeToken(): MadeToken {
  const token = randomBytes(32).toString('base64url')
  return { token, known: { hash: hashOf(token), subject: 'demo', scopes: new Set(scopes), issue: true } }
}

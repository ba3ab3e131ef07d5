import { expect, it } from 'vitest'
import type { RentalSnapshot } from '../provider/rental-snapshot.ts'
import { formatActivation, parseActivation } from './activation.ts'

const now = new Date('2026-05-01T12:00:00.000Z')
const rental = (soldAt: Date, expiresAt: Date): RentalSnapshot => ({
  kind: 'rental',
  id: 'hero-sms:1',
  provider: 'hero-sms',
  nativeId: '1',
  phone: '+447700900123',
  status: 'active',
  reason: null,
  service: { slug: 'telegram', nativeId: 'tg', name: 'Telegram' },
  country: { iso: 'GB', nativeId: '16', name: 'England' },
  operator: null,
  price: { amount: '10', currency: 'USD' },
  refund: 'none',
  messages: [],
  createdAt: now,
  soldAt,
  expiresAt,
  cancellableAt: null,
  observedAt: now,
})

it('a rental that a host sells for ever, by a clock west of ours, arrives: it is paid for', () => {
  const sold = rental(new Date('0000-01-01T00:00:00+14:00'), new Date('9999-12-31T23:59:59-05:00'))
  const json = JSON.parse(JSON.stringify(formatActivation(sold, { cancelRequestedAt: null, serverTime: now })))
  expect(parseActivation(json).snapshot).toEqual(
    rental(new Date('0000-01-01T00:00:00.000Z'), new Date('9999-12-31T23:59:59.999Z')),
  )
})

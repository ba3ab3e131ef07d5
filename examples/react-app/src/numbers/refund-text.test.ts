import type { ActivationSnapshot, RentalSnapshot } from '@onesms/sdk'
import { expect, it } from 'vitest'
import { createFormat } from '../format/format.ts'
import { en } from '../i18n/en.ts'
import { refundText } from './refund-text.ts'

it.each([
  ['waiting', 'none', 'Paid: $0.18'],
  ['received', 'none', 'Paid: $0.18'],
  ['completed', 'none', 'Paid: $0.18'],
  ['expired', 'none', 'Kept by the provider: $0.18'],
  ['cancelled', 'confirmed', 'Given back: $0.18'],
  ['expired', 'expected', 'Refund expected: $0.18'],
  ['cancelled', 'not_charged', 'Nothing was charged.'],
  ['cancelled', 'unknown', 'Whether the price came back is not known: look at the balance.'],
  ['active', 'none', 'Paid: $0.18'],
] as const)('%s, refund %s: %s', (status, refund, text) => {
  const snapshot = { status, refund, price: { amount: '0.18', currency: 'USD' } } as ActivationSnapshot | RentalSnapshot
  expect(refundText(snapshot, en, createFormat('en'))).toBe(text)
})

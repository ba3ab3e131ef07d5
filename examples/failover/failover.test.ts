import { expect, it } from 'vitest'
import { buyAnyway } from './buy-anyway.ts'

it('P18 the second provider sells while the first refuses or is dark, and nothing is bought twice', async () => {
  expect(await buyAnyway()).toMatchObject([
    { answer: 'hero-sms', moved: '', heroSms: 1, tigerSms: 0 },
    { answer: 'tiger-sms', moved: 'hero-sms -> tiger-sms: out_of_stock', heroSms: 1, tigerSms: 1 },
    { answer: 'tiger-sms', moved: 'hero-sms -> tiger-sms: purchase_not_sent', heroSms: 1, tigerSms: 2 },
    {
      answer: 'failover_exhausted',
      moved: 'hero-sms -> tiger-sms: purchase_not_sent,tiger-sms -> null: out_of_stock',
      heroSms: 1,
      tigerSms: 2,
    },
  ])
})

import type { NumberSnapshot } from '@onesms/sdk'
import type { Format } from '../format/format.ts'
import type { Dictionary } from '../i18n/dictionary.ts'
import { isSettled } from './settled.ts'

/** What became of the price, in words. */
export function refundText(snapshot: NumberSnapshot, { number: t }: Dictionary, format: Pick<Format, 'money'>): string {
  const { price, refund, status } = snapshot
  const money = price === null ? '?' : format.money(price)
  switch (refund) {
    case 'expected':
      return t.refundExpected(money)
    case 'confirmed':
      return t.refundConfirmed(money)
    case 'not_charged':
      return t.refundNotCharged
    case 'unknown':
      return t.refundUnknown
    case 'none':
      return isSettled(snapshot) && status !== 'completed' ? t.refundNone(money) : t.paid(money)
  }
}

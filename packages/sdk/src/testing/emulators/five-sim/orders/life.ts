import { inventMessage, type MessageWishes } from '../../handler-api/activations/message.ts'
import { type Script, streamOf } from '../../handler-api/activations/script.ts'
import type { Timeline } from '../../handler-api/activations/timeline.ts'
import type { LedgerSms } from '../../ledger.ts'
import type { Wallet } from '../../wallet.ts'
import { isOpen, isRefunded, type Kept, type OrderStatus } from './order.ts'
import type { Rating } from './rating.ts'

/** What happens to orders between the purchase and the end, and what it does to the money and the rating. */
export interface Life {
  begin(order: Kept): void
  receive(order: Kept, wishes: MessageWishes): LedgerSms
  end(order: Kept, status: Exclude<OrderStatus, 'PENDING' | 'RECEIVED'>, by: 'owner' | 'host'): void
}

interface Setting {
  readonly wallet: Wallet
  readonly timeline: Timeline
  readonly rating: Rating
  readonly seed: number
  /** Who an SMS of the product comes from. */
  brandOf(product: string): string
  scriptOf(product: string): Script
}

export function createLife({ wallet, timeline, rating, seed, brandOf, scriptOf }: Setting): Life {
  /** One stream for each SMS, whatever else was drawn. */
  const stream = ({ id, sms }: Kept, use: string) => streamOf(seed, id, use, sms.length)

  const life: Life = {
    begin(order) {
      wallet.charge(order.id, order.price, order.boughtAt)
      for (const step of scriptOf(order.product).bought(stream(order, 'delay'))) {
        timeline.later(step.after, () => {
          if (!isOpen(order)) return
          if ('cancel' in step) life.end(order, 'CANCELED', 'host')
          else life.receive(order, step.sms)
        })
      }
      timeline.later(order.endsAt - order.boughtAt, () => {
        if (!isOpen(order)) return
        const done = order.sms.length > 0 || order.category === 'hosting'
        life.end(order, done ? 'FINISHED' : 'TIMEOUT', 'host')
      })
    },
    receive(order, wishes) {
      const message = inventMessage(brandOf(order.product), stream(order, 'text'), wishes)
      const sms = { at: timeline.now(), ...message }
      order.sms.push(sms)
      order.status = 'RECEIVED'
      return sms
    },
    end(order, status, by) {
      order.status = status
      if (isRefunded(order)) wallet.charge(order.id, -order.price, timeline.now())
      rating.note(status, by)
    },
  }
  return life
}

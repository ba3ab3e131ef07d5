import type { LedgerSms } from '../../ledger.ts'
import type { Wallet } from '../../wallet.ts'
import { isOpen, isRefunded } from './activation.ts'
import type { Archive, Kept } from './archive.ts'
import { inventMessage, type MessageWishes } from './message.ts'
import { type Script, type Step, streamOf } from './script.ts'
import type { Timeline } from './timeline.ts'

/** What happens to activations between the purchase and the end, and what it does to the money. */
export interface Life {
  begin(activation: Kept): void
  receive(activation: Kept, wishes: MessageWishes): LedgerSms
  retry(activation: Kept): void
  end(activation: Kept, state: 'completed' | 'cancelled' | 'expired'): void
}

interface Setting {
  readonly archive: Archive
  readonly wallet: Wallet
  readonly timeline: Timeline
  readonly seed: number
  /** Milliseconds until an activation ends by itself. */
  readonly lifetime: number
  /** Who an SMS of the service comes from. */
  brandOf(service: string): string
  scriptOf(service: string): Script
}

export function createLife({ archive, wallet, timeline, seed, lifetime, brandOf, scriptOf }: Setting): Life {
  const perform = (activation: Kept, steps: readonly Step[]) => {
    for (const step of steps) {
      timeline.later(step.after, () => {
        if (!isOpen(activation)) return
        if ('cancel' in step) life.end(activation, 'cancelled')
        else life.receive(activation, step.sms)
      })
    }
  }
  /** One stream for each SMS, whatever else was drawn. */
  const stream = ({ id, sms }: Kept, use: string) => streamOf(seed, id, use, sms.length)

  const life: Life = {
    begin(activation) {
      archive.add(activation)
      wallet.charge(activation.id, activation.price, activation.boughtAt)
      perform(activation, scriptOf(activation.service).bought(stream(activation, 'delay')))
      timeline.later(lifetime, () => {
        if (isOpen(activation)) life.end(activation, activation.sms.length > 0 ? 'completed' : 'expired')
      })
    },
    receive(activation, wishes) {
      const message = inventMessage(brandOf(activation.service), stream(activation, 'text'), wishes)
      const sms = { at: timeline.now(), ...message }
      activation.sms.push(sms)
      activation.state = 'received'
      return sms
    },
    retry(activation) {
      activation.state = 'retrying'
      perform(activation, scriptOf(activation.service).again(stream(activation, 'delay')))
    },
    end(activation, state) {
      activation.state = state
      if (isRefunded(activation)) wallet.charge(activation.id, -activation.price, timeline.now())
      archive.close(activation)
    },
  }
  return life
}

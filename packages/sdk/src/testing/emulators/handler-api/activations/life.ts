import type { LedgerSms } from '../../ledger.ts'
import type { Wallet } from '../../wallet.ts'
import { HOUR } from '../rentals/terms.ts'
import { type Activation, costOf, isOpen, isRefunded } from './activation.ts'
import type { Archive, Kept } from './archive.ts'
import { inventMessage, type MessageWishes } from './message.ts'
import { type Script, type Step, streamOf } from './script.ts'
import type { Timeline } from './timeline.ts'

/** What happens to activations between the purchase and the end, and what it does to the money. */
export interface Life {
  begin(activation: Kept): void
  receive(activation: Kept, wishes: MessageWishes): LedgerSms
  retry(activation: Kept): void
  /** Adds so many hours to a rental, for so many millionths of a dollar. */
  extend(activation: Kept, hours: number, price: number): void
  end(activation: Kept, state: 'completed' | 'cancelled' | 'expired'): void
}

interface Setting {
  readonly archive: Archive
  readonly wallet: Wallet
  readonly timeline: Timeline
  readonly seed: number
  /** Who an SMS of the service comes from. */
  brandOf(service: string): string
  scriptOf(service: string): Script
  /** Hears of every SMS. */
  arrived(activation: Activation, sms: LedgerSms): void
}

export function createLife({ archive, wallet, timeline, seed, brandOf, scriptOf, arrived }: Setting): Life {
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

  /** Ends it `ms` milliseconds from now, unless it was extended by then: that has an end of its own. */
  const endIn = (activation: Kept, ms: number) =>
    timeline.later(ms, () => {
      if (!isOpen(activation) || timeline.elapsed() < activation.born + activation.lifetime) return
      life.end(activation, activation.rental === null && activation.sms.length > 0 ? 'completed' : 'expired')
    })

  const life: Life = {
    begin(activation) {
      archive.add(activation)
      wallet.charge(activation.id, activation.price, activation.boughtAt)
      perform(activation, scriptOf(activation.service).bought(stream(activation, 'delay')))
      endIn(activation, activation.lifetime)
    },
    receive(activation, wishes) {
      const message = inventMessage(brandOf(activation.service), stream(activation, 'text'), wishes)
      const sms = { at: timeline.now(), ...message }
      activation.sms.push(sms)
      activation.state = 'received'
      arrived(activation, sms)
      return sms
    },
    retry(activation) {
      activation.state = 'retrying'
      perform(activation, scriptOf(activation.service).again(stream(activation, 'delay')))
    },
    extend(activation, hours, price) {
      const { rental } = activation
      if (!rental) return
      const at = timeline.now()
      activation.rental = { ...rental, extensions: [...rental.extensions, { at, hours, price }] }
      activation.lifetime += hours * HOUR
      activation.endsAt += hours * HOUR
      wallet.charge(activation.id, price, at)
      endIn(activation, activation.born + activation.lifetime - timeline.elapsed())
    },
    end(activation, state) {
      activation.state = state
      if (isRefunded(activation)) wallet.charge(activation.id, -costOf(activation), timeline.now())
      archive.close(activation)
    },
  }
  return life
}

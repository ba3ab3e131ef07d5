import type { Money } from '../money/money.ts'
import type { Country, Operator, Service } from './catalog.ts'

/**
 * Where an activation stands. `completed`, `cancelled` and `expired` are final.
 *
 * - `waiting`: no SMS yet
 * - `received`: an SMS is there
 * - `retrying`: another SMS was asked for and is not there yet
 * - `completed`: it did its work and is charged
 * - `cancelled`: given back, by us or by the provider
 * - `expired`: its time ended without an SMS
 */
export type ActivationStatus = 'waiting' | 'received' | 'retrying' | 'completed' | 'cancelled' | 'expired'

/**
 * Why an activation ended; `null` while it has not, and where it was completed by its owner.
 *
 * - `user`: it was cancelled by us
 * - `reported`: it was given back as bad
 * - `vendor`: the provider ended it by itself
 * - `timeout`: its time was over
 */
export type EndReason = 'user' | 'reported' | 'vendor' | 'timeout'

/**
 * What happened to the price.
 *
 * - `none`: it stays charged
 * - `expected`: the provider ended the activation unused, and has not shown the money yet
 * - `confirmed`: the provider said that it gave the money back
 * - `not_charged`: nothing was ever charged
 * - `unknown`: nobody can tell; look at the balance
 */
export type Refund = 'none' | 'expected' | 'confirmed' | 'not_charged' | 'unknown'

/** One SMS, or one call, that a number received. */
export interface SmsMessage {
  /** The provider's own id, or one made from the round and the content; the same SMS keeps it. */
  readonly id: string
  /** The whole text; `null` where the provider tells the code alone. */
  readonly text: string | null
  /** The code in it, exactly as it is written, leading zeros included; `null` where there is none to be sure of. */
  readonly code: string | null
  readonly sender: string | null
  readonly channel: 'sms' | 'voice'
  /** By the provider's clock; `null` when untold, or told without a zone. */
  readonly receivedAt: Date | null
}

/** What is known of one activation at one instant. Immutable, and JSON but for its dates. */
export interface ActivationSnapshot {
  /** `<provider>:<nativeId>`, for example `hero-sms:4711`: unique everywhere, and says who sold it. */
  readonly id: string
  readonly provider: string
  readonly nativeId: string
  readonly status: ActivationStatus
  readonly reason: EndReason | null
  /** E.164, for example `+447700900123`. */
  readonly phone: string
  readonly service: Service
  readonly country: Country
  readonly operator: Operator | null
  /** What was charged; `null` when untold or unreadable, never 0 for that. */
  readonly price: Money | null
  readonly refund: Refund
  /** Every SMS so far, oldest first. */
  readonly messages: readonly SmsMessage[]
  /** How often the provider was seen waiting for another SMS; tells an old code from a new one that reads alike. */
  readonly rounds: number
  /** Whether another SMS can be asked for; `null` when untold. */
  readonly canRetry: boolean | null
  readonly createdAt: Date
  /** When it was sold by the provider's own clock, which may differ from ours; `null` when untold, or told without a zone. */
  readonly soldAt: Date | null
  readonly expiresAt: Date | null
  /** From when on the provider takes it back. */
  readonly cancellableAt: Date | null
  readonly observedAt: Date
  /**
   * What the provider's clock, by which its other times are told, read at `observedAt`, which is by ours; absent where it is
   * not told. By it the age of a number is known, whatever is wrong with our clock.
   */
  readonly providerTime?: Date | undefined
}

/** An SMS as an answer tells it. Without an id of the provider's own it is told from others by round and content. */
export interface ObservedMessage extends Omit<SmsMessage, 'id'> {
  readonly id: string | null
}

/**
 * What one answer of a provider says about an activation: a snapshot of which anything may be untold (`undefined`).
 * `closed` is the word of a provider that says an activation has ended and not how.
 */
export interface ActivationObservation
  extends Pick<ActivationSnapshot, 'id' | 'provider' | 'nativeId' | 'observedAt'>,
    Partial<
      Omit<ActivationSnapshot, 'id' | 'provider' | 'nativeId' | 'observedAt' | 'status' | 'messages' | 'rounds'>
    > {
  readonly status?: ActivationStatus | 'closed'
  readonly messages?: readonly ObservedMessage[]
}

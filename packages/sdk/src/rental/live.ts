import { LiveNumber } from '../activation/live-number.ts'
import type { NumberHost } from '../activation/number-host.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { RentalObservation, RentalSnapshot } from '../provider/rental-snapshot.ts'
import type { ExtensionRequest, RentalsFacet } from '../provider/rentals.ts'
import type { ObservedMessage, SmsMessage } from '../provider/snapshot.ts'
import type { NumberNews } from '../provider/stream.ts'
import { createEmitter, type Emitter } from '../utils/emitter.ts'
import { incapable } from './incapable.ts'
import { type RentalEvent, reduceRental } from './reduce.ts'
import type { ExtendOptions, RentalEvents } from './rental.ts'

/** What a rental needs of the client it belongs to. */
export interface RentalHost extends NumberHost<LiveRental> {
  readonly provider: { readonly id: string; readonly rentals: RentalsFacet }
  /** Buys more time. @billing Charges the account. */
  extend(request: ExtensionRequest, options: Pick<ExtendOptions, 'idempotencyKey' | 'signal'>): Promise<RentalSnapshot>
}

/** Nothing is known of how long rentals live beside what each tells itself. */
const LENGTHS = { lifetime: Number.POSITIVE_INFINITY, cancelAfter: 0 }

/** The state of one rental. Everything about how it changes is decided by {@link reduceRental}. */
export class LiveRental extends LiveNumber<RentalSnapshot, RentalObservation, RentalEvent, RentalHost> {
  readonly events: Emitter<RentalEvents>
  readonly #arrivals: SmsMessage[]
  #told = 0

  /** @param age Milliseconds since it was rented. Default: what the snapshot says. */
  constructor(host: RentalHost, snapshot: RentalSnapshot, age?: number) {
    super(host, { snapshot, lengths: LENGTHS, age })
    this.#arrivals = [...snapshot.messages]
    this.events = createEmitter(error => host.onListenerError(error))
  }

  /** Beside the snapshot, since an SMS that becomes known late has its place among the earlier ones there. */
  get arrivals(): readonly SmsMessage[] {
    return this.#arrivals
  }

  /** How many of the arrivals are older than the last one a wait was answered with, or are that one. */
  get told(): number {
    return this.#told
  }

  noteTold(message: SmsMessage): void {
    this.#told = Math.max(this.#told, this.#arrivals.indexOf(message) + 1)
  }

  takeNews(news: NumberNews, question: number): void {
    if (news.kind === 'rental') this.take(news.observation, question)
  }

  hear(message: ObservedMessage): void {
    this.take({ ...this.facts(), messages: [message] }, this.host.nextQuestion())
  }

  sendComplete(command: () => Promise<RentalObservation>): Promise<void> {
    return this.sendEnd('complete', command)
  }

  /** Takes in what an extension came to: the new end. What it cost is not what the number cost. */
  takeExtension({ expiresAt }: RentalSnapshot): void {
    this.take({ ...this.facts(), expiresAt }, this.host.nextQuestion())
  }

  protected fetch(call: CallOptions) {
    return this.host.provider.rentals.fetch(this.id, call)
  }

  protected async requestCancel(call: CallOptions) {
    const { rentals } = this.host.provider
    if (rentals.cancel) return rentals.cancel(this.id, call)
    throw incapable(this.host.provider.id, 'cancel')
  }

  protected reduce(observation: RentalObservation, context: { timeLeft: number; overtaken: boolean }) {
    return reduceRental(this.snapshot, observation, { ...context, requested: this.requested })
  }

  protected conclude(conclusion: RentalObservation) {
    return this.reduce(conclusion, { timeLeft: this.timeLeft(), overtaken: false })
  }

  protected override onInterest(): void {
    this.waitsSince = this.host.clock.elapsed() // an SMS is expected now, however long the number has been ours
  }

  protected override tell(event: RentalEvent): void {
    if (event.type === 'message') this.#arrivals.push(event.message)
    super.tell(event)
  }
}

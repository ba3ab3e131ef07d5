import type { CallOptions } from '../provider/call-options.ts'
import type { Provider } from '../provider/provider.ts'
import type { ActivationObservation, ActivationSnapshot, ObservedMessage, SmsMessage } from '../provider/snapshot.ts'
import type { NumberNews } from '../provider/stream.ts'
import { createEmitter, type Emitter } from '../utils/emitter.ts'
import type { ActivationEvents } from './activation.ts'
import { LiveNumber } from './live-number.ts'
import type { NumberHost } from './number-host.ts'
import { type ActivationEvent, type ReduceContext, type Reduction, reduce } from './reduce.ts'

/** What an activation needs of the client it belongs to. */
export interface ActivationHost extends NumberHost<LiveActivation> {
  readonly provider: Pick<Provider, 'id' | 'activations' | 'traits'>
}

/** The state of one activation. Everything about how it changes is decided by {@link reduce}. */
export class LiveActivation extends LiveNumber<
  ActivationSnapshot,
  ActivationObservation,
  ActivationEvent,
  ActivationHost
> {
  readonly events: Emitter<ActivationEvents>
  #roundStart: number
  #isRetryUnseen = false

  /** @param age Milliseconds since it was bought. Default: what the snapshot says. */
  constructor(host: ActivationHost, snapshot: ActivationSnapshot, age?: number) {
    super(host, { snapshot, lengths: host.provider.traits, age })
    this.#roundStart = firstOfRound(snapshot)
    this.events = createEmitter(error => host.onListenerError(error))
  }

  get arrivals(): readonly SmsMessage[] {
    return this.snapshot.messages
  }

  /** The messages since another one was asked for; all of them when none was. */
  get latest(): readonly SmsMessage[] {
    return this.snapshot.messages.slice(this.#roundStart)
  }

  takeListed(observation: ActivationObservation, question: number): void {
    this.take(observation, question)
  }

  takeNews(news: NumberNews, question: number): void {
    if (news.kind === 'activation') this.take(news.observation, question)
  }

  hear(message: ObservedMessage): void {
    this.take({ ...this.facts(), messages: [message] }, this.host.nextQuestion())
  }

  /** Sends the wish for another SMS, and takes its answer in. */
  async sendRetry(command: () => Promise<ActivationObservation>): Promise<void> {
    const answer: ActivationObservation = { ...(await command()), status: 'retrying' }
    const question = this.host.nextQuestion()
    const reduction = this.#reduce(answer, { timeLeft: this.timeLeft(), retry: 'answered' })
    this.absorb(reduction, answer, question)
    this.#isRetryUnseen = true
    this.waitsSince = this.host.clock.elapsed()
  }

  protected fetch(call: CallOptions) {
    return this.host.provider.activations.fetch(this.id, call)
  }

  protected requestCancel(call: CallOptions) {
    return this.host.provider.activations.cancel(this.id, call)
  }

  protected reduce(observation: ActivationObservation, context: { timeLeft: number; overtaken: boolean }) {
    return this.#reduce(observation, { ...context, retry: this.#isRetryUnseen ? 'unseen' : null })
  }

  protected conclude(conclusion: ActivationObservation) {
    return this.#reduce(conclusion, { timeLeft: this.timeLeft() })
  }

  protected override onTaken({ rounds }: ActivationSnapshot): void {
    const next = this.snapshot
    if (next.rounds > rounds || next.status !== 'retrying') this.#isRetryUnseen = false
    if (next.status === 'retrying') this.#roundStart = next.messages.length
  }

  protected override tell(event: ActivationEvent): void {
    if (event.type === 'status') this.events.emit('status', event.status, event.previous)
    else super.tell(event)
  }

  #reduce(observation: ActivationObservation, context: ReduceContext): Reduction {
    return reduce(this.snapshot, observation, {
      overtaken: false,
      ...context,
      cancelRequested: this.requested === 'cancel',
    })
  }
}

/** Index of the first message of the current round, as well as a snapshot tells. */
function firstOfRound({ status, rounds, messages }: ActivationSnapshot): number {
  if (status === 'retrying') return messages.length
  return rounds === 0 ? 0 : Math.max(0, messages.length - 1)
}

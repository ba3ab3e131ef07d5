import { NotFoundError, type TooEarlyToCancelError } from '../errors/activation.ts'
import { OneSmsError } from '../errors/base.ts'
import type { Poller, PollTarget } from '../polling/poller.ts'
import type { Provider } from '../provider/provider.ts'
import type { ActivationObservation, ActivationSnapshot, ObservedMessage, SmsMessage } from '../provider/snapshot.ts'
import type { Clock } from '../utils/clock.ts'
import { createEmitter, type Emitter, guard } from '../utils/emitter.ts'
import type { ActivationEvents } from './activation.ts'
import { foreignAnswer, mayHaveWorked, outdatedMessage } from './doubts.ts'
import { hasChanged, type ReduceContext, type Reduction, reduce } from './reduce.ts'
import { isSettled } from './status.ts'
import { type Origin, originOf, timeLeft, untilCancellable } from './timeline.ts'

/** What an activation needs of the client it belongs to. */
export interface ActivationHost {
  readonly provider: Pick<Provider, 'id' | 'activations' | 'traits'>
  readonly clock: Clock
  readonly poller: Poller
  /** Grows with every question asked. */
  nextQuestion(): number
  onMessage(activation: LiveActivation, message: SmsMessage): void
  onSettled(activation: LiveActivation): void
  /** An error that ends nothing. */
  onError(error: unknown, activation: LiveActivation): void
  /** A listener threw. */
  onListenerError(error: unknown): void
}

/** Somebody who is told of changes; `end` comes when there will be no more of them although the activation lives. */
export interface Watcher {
  change(): void
  end?(error: unknown): void
}

/** How long after the end of its time a number that cannot be asked about any more is given up. */
const GRACE = 10 * 60_000
/** One answer "no such number" proves nothing: right after a sale, a replica may not know it yet. */
const SIGHTINGS_UNTIL_GONE = 2

/** The state of one activation: the only thing here that changes. Everything about how is decided by {@link reduce}. */
export class LiveActivation implements PollTarget {
  readonly events: Emitter<ActivationEvents>
  readonly host: ActivationHost
  readonly #watchers = new Set<Watcher>()
  readonly #interests = new Set<object>()
  readonly #reported = new Set<string>()
  #snapshot: ActivationSnapshot
  #origin: Origin
  #roundStart: number
  #waitsSince: number
  #lookedAt: number
  #answered = 0
  #sightingsOfNothing = 0
  #cancelRequested = false
  #isRetryUnseen = false

  /** @param age Milliseconds since it was bought. Default: what the snapshot says. */
  constructor(host: ActivationHost, snapshot: ActivationSnapshot, age?: number) {
    const { clock, provider } = host
    this.host = host
    this.#snapshot = snapshot
    this.#origin = originOf(snapshot, provider.traits, clock, age)
    this.#waitsSince = this.#origin.elapsed
    this.#lookedAt = clock.elapsed()
    this.#roundStart = firstOfRound(snapshot)
    this.events = createEmitter(error => host.onListenerError(error))
  }

  get id(): string {
    return this.#snapshot.id
  }

  get snapshot(): ActivationSnapshot {
    return this.#snapshot
  }

  /** The messages since another one was asked for; all of them when none was. */
  get latest(): readonly SmsMessage[] {
    return this.#snapshot.messages.slice(this.#roundStart)
  }

  age(): number {
    return this.host.clock.elapsed() - this.#waitsSince
  }

  lookedAt(): number {
    return this.#lookedAt
  }

  timeLeft(): number {
    return timeLeft(this.#snapshot, this.host.provider.traits, this.#origin, this.host.clock)
  }

  /**
   * Milliseconds until the provider takes it back, 0 when it does now.
   * @param refusal What the provider said when it was asked too early. Default: what the snapshot says.
   */
  untilCancellable(refusal?: Pick<TooEarlyToCancelError, 'cancellableAt' | 'minimumAge'>): number {
    const { createdAt, cancellableAt } = this.#snapshot
    const age = refusal?.minimumAge ?? null
    const told = age === null ? refusal?.cancellableAt : new Date(createdAt.getTime() + age)
    const times = { ...this.#snapshot, cancellableAt: told ?? cancellableAt }
    return untilCancellable(times, this.host.provider.traits, this.#origin, this.host.clock)
  }

  /** Tells `watcher` of every change, and asks nobody for it. Answers how to stop. */
  observe(watcher: Watcher): () => void {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  /** As {@link observe}, and has the provider asked meanwhile. */
  watch(watcher: Watcher): () => void {
    const stop = this.observe(watcher)
    const interest = {}
    this.#interests.add(interest)
    if (!isSettled(this.#snapshot)) this.host.poller.follow(this)
    return () => {
      stop()
      if (this.#interests.delete(interest) && this.#interests.size === 0) this.host.poller.unfollow(this)
    }
  }

  /** Asks the provider now. */
  async look(): Promise<void> {
    const question = this.host.nextQuestion()
    try {
      this.take(await this.host.provider.activations.fetch(this.id, {}), question)
    } catch (error) {
      if (!this.#noteMissing(error)) throw error
    }
  }

  /**
   * Sends a command and takes its answer in.
   * @param retry Whether the command asks for another SMS.
   */
  async send(command: () => Promise<ActivationObservation>, retry: 'answered' | null = null): Promise<void> {
    const answer = await command()
    const question = this.host.nextQuestion() // whatever was asked before the command was answered may still tell the old state
    this.#take(retry ? { ...answer, status: 'retrying' } : answer, question, retry)
    if (!retry) return
    this.#isRetryUnseen = true
    this.#waitsSince = this.host.clock.elapsed()
  }

  /** Sends the wish to give the number back. A refusal takes it back; a lost answer does not. */
  async sendCancel(): Promise<void> {
    const before = this.#cancelRequested
    this.#cancelRequested = true
    try {
      await this.send(() => this.host.provider.activations.cancel(this.id, {}))
    } catch (error) {
      if (!mayHaveWorked(error)) this.#cancelRequested = before
      throw error
    }
  }

  take(observation: ActivationObservation, question: number): void {
    this.#take(observation, question, this.#isRetryUnseen ? 'unseen' : null)
  }

  fail(error: unknown): void {
    if (this.#noteMissing(error)) return
    this.#tell(error)
    if (this.timeLeft() <= -GRACE) this.#takeOwn({ status: 'expired', refund: 'unknown' })
  }

  end(error: unknown): void {
    if (OneSmsError.is(error)) this.#tell(error)
    for (const watcher of [...this.#watchers]) guard(() => watcher.end?.(error), this.host.onListenerError)
  }

  #take(observation: ActivationObservation, question: number, retry: ReduceContext['retry']): void {
    const previous = this.#snapshot
    const reduction = reduce(previous, observation, {
      timeLeft: this.timeLeft(),
      cancelRequested: this.#cancelRequested,
      retry,
      overtaken: question < this.#answered,
    })
    if (reduction.ignored === 'foreign') {
      this.#tell(foreignAnswer(previous, observation))
      return
    }
    this.#answered = Math.max(this.#answered, question)
    this.#sightingsOfNothing = 0
    this.#lookedAt = this.host.clock.elapsed()
    const { next } = reduction
    this.#snapshot = next
    if (next.rounds > previous.rounds || next.status !== 'retrying') this.#isRetryUnseen = false
    if (next.status === 'retrying') this.#roundStart = next.messages.length
    this.#tellOutdated(reduction.outdated)
    this.#emit(reduction, previous)
  }

  #emit({ events, next }: Reduction, previous: ActivationSnapshot): void {
    for (const event of events) {
      if (event.type === 'message') {
        this.events.emit('message', event.message)
        this.host.onMessage(this, event.message)
      } else if (event.type === 'status') {
        this.events.emit('status', event.status, event.previous)
      } else {
        this.host.poller.unfollow(this)
        this.events.emit('settled', next)
        this.host.onSettled(this)
      }
    }
    if (!hasChanged(previous, next)) return
    for (const watcher of [...this.#watchers]) guard(() => watcher.change(), this.host.onListenerError)
  }

  /** Counts an answer "no such number"; the second in a row, or the first after its time, ends it. */
  #noteMissing(error: unknown): boolean {
    if (!(error instanceof NotFoundError)) return false
    this.#lookedAt = this.host.clock.elapsed()
    this.#sightingsOfNothing += 1
    if (this.#sightingsOfNothing >= SIGHTINGS_UNTIL_GONE || this.timeLeft() <= 0) {
      this.#takeOwn({ status: 'closed', refund: this.#cancelRequested ? 'expected' : 'unknown' })
    }
    return true
  }

  /** What we conclude without an answer. */
  #takeOwn(conclusion: Pick<ActivationObservation, 'status' | 'refund'>): void {
    const { id, provider, nativeId } = this.#snapshot
    const observedAt = new Date(this.host.clock.now())
    this.#take({ id, provider, nativeId, observedAt, ...conclusion }, this.host.nextQuestion(), null)
  }

  #tell(error: unknown): void {
    this.events.emit('error', error)
    this.host.onError(error, this)
  }

  /** Every answer repeats an outdated SMS; it is told once. */
  #tellOutdated(outdated: readonly ObservedMessage[]): void {
    for (const { id, text, code, receivedAt } of outdated) {
      const key = JSON.stringify([id, text, code, receivedAt])
      if (this.#reported.has(key)) continue
      this.#reported.add(key)
      this.#tell(outdatedMessage(this.#snapshot, receivedAt))
    }
  }
}

/** Index of the first message of the current round, as well as a snapshot tells. */
function firstOfRound({ status, rounds, messages }: ActivationSnapshot): number {
  if (status === 'retrying') return messages.length
  return rounds === 0 ? 0 : Math.max(0, messages.length - 1)
}

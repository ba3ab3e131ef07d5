import { NotFoundError } from '../errors/activation.ts'
import { OneSmsError } from '../errors/base.ts'
import type { PollTarget } from '../polling/poll-target.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { ObservedMessage, Refund, SmsMessage } from '../provider/snapshot.ts'
import type { NumberNews } from '../provider/stream.ts'
import type { Emitter } from '../utils/emitter.ts'
import { foreignAnswer, mayHaveWorked } from './doubts.ts'
import type { Followed, Watcher } from './followed.ts'
import { Lifespan, type Refusal } from './lifespan.ts'
import type { NumberHost } from './number-host.ts'
import { createOutdatedReport } from './outdated.ts'
import type { ActivationEvent, Reduction } from './reduce.ts'
import { isSettled } from './status.ts'
import type { Lengths } from './timeline.ts'
import { Watchers } from './watchers.ts'

/** What every answer about a number tells. */
type Answer = Pick<NumberSnapshot, 'id' | 'provider' | 'nativeId' | 'observedAt' | 'providerTime'>

/** What a number of any kind tells whoever listens to it. */
interface NumberEvents<S> {
  readonly message: readonly [message: SmsMessage]
  readonly settled: readonly [snapshot: S]
  readonly error: readonly [error: unknown]
}

/** What we conclude about a number without an answer. */
export interface Conclusion {
  readonly status: 'closed' | 'expired'
  readonly refund: Refund
}

export interface LiveOptions<S> {
  readonly snapshot: S
  readonly lengths: Lengths
  /** Milliseconds since it was bought. Default: what the snapshot says. */
  readonly age?: number | undefined
}

/** How long after the end of its time a number that cannot be asked about any more is given up. */
const GRACE = 10 * 60_000
/** One answer "no such number" proves nothing: right after a sale, a replica may not know it yet. */
const SIGHTINGS_UNTIL_GONE = 2

/**
 * The state of one bought number, whatever its kind: the only thing that changes. How an answer changes it is decided by the
 * pure function of its kind.
 */
export abstract class LiveNumber<
  S extends NumberSnapshot,
  O extends Answer,
  Event extends ActivationEvent,
  Host extends NumberHost<never>,
> implements PollTarget, Followed
{
  readonly host: Host
  abstract readonly arrivals: readonly SmsMessage[]
  abstract readonly events: Pick<Emitter<NumberEvents<S>>, 'emit'>
  /** What we asked the provider to do with it, and were not refused. */
  protected requested: 'cancel' | 'complete' | null = null
  protected waitsSince: number
  readonly #lifespan: Lifespan
  readonly #watchers: Watchers
  readonly #interests = new Set<Pick<Watcher, 'interval'>>()
  readonly #outdated = createOutdatedReport(error => this.tellError(error))
  /** As its host knows it: one that hosts numbers of its kind. */
  readonly #own = this as never
  #snapshot: S
  #lookedAt: number
  #answered = 0
  #sightingsOfNothing = 0
  #poked: Promise<void> | null = null

  constructor(host: Host, { snapshot, lengths, age }: LiveOptions<S>) {
    const { clock } = host
    this.host = host
    this.#snapshot = snapshot
    this.#lifespan = new Lifespan(snapshot, { lengths, clock, age })
    this.#watchers = new Watchers(host.onListenerError)
    this.waitsSince = this.#lifespan.bornAt
    this.#lookedAt = clock.elapsed() - Math.max(0, clock.now() - snapshot.observedAt.getTime())
  }

  abstract takeNews(news: NumberNews, question: number): void
  /** Takes in an SMS that the provider is proven to have told by itself. */
  abstract hear(message: ObservedMessage): void
  /** Asks the provider about it alone. */
  protected abstract fetch(call: CallOptions): Promise<O>
  protected abstract requestCancel(call: CallOptions): Promise<O>
  protected abstract reduce(observation: O, context: { timeLeft: number; overtaken: boolean }): Reduction<S, Event>
  /** Something we concluded, as if the provider had answered it. */
  protected abstract conclude(facts: Answer & Conclusion): Reduction<S, Event>

  get id(): string {
    return this.#snapshot.id
  }

  get snapshot(): S {
    return this.#snapshot
  }

  age(): number {
    return this.host.clock.elapsed() - this.waitsSince
  }

  lookedAt(): number {
    return this.#lookedAt
  }

  /** The shortest pause that anybody who follows wants. */
  wanted(schedule: number): number {
    return Math.min(...Array.from(this.#interests, ({ interval = schedule }) => interval))
  }

  timeLeft(): number {
    return this.#lifespan.timeLeft(this.#snapshot)
  }

  /**
   * Milliseconds until the provider takes it back, 0 when it does now.
   * @param refusal What the provider said when it was asked too early. Default: what the snapshot says.
   */
  untilCancellable(refusal?: Refusal): number {
    return this.#lifespan.untilCancellable(this.#snapshot, refusal)
  }

  /** Tells `watcher` of every change, and asks nobody for it. Answers how to stop. */
  observe(watcher: Watcher): () => void {
    return this.#watchers.add(watcher)
  }

  watch(watcher: Watcher): () => void {
    const stop = this.observe(watcher)
    const interest = { interval: watcher.interval }
    if (this.#interests.size === 0) this.onInterest()
    this.#interests.add(interest)
    if (!isSettled(this.#snapshot)) this.host.poller.follow(this)
    return () => {
      stop()
      if (this.#interests.delete(interest) && this.#interests.size === 0) this.host.poller.unfollow(this)
    }
  }

  /** Has the provider asked as soon as its pace allows; resolves when a look that began after this was answered. */
  poke(): Promise<void> {
    if (isSettled(this.#snapshot)) return Promise.resolve()
    this.#poked ??= this.#answeredAfter(this.host.nextQuestion())
    const poked = this.#poked
    this.host.poller.poke(this)
    return poked
  }

  /** Follows until a question asked after this one is answered, or there will be no answer. */
  async #answeredAfter(since: number): Promise<void> {
    let unwatch = () => {}
    await new Promise<void>(resolve => {
      const answer = (question: number) => void ((question > since || isSettled(this.#snapshot)) && resolve())
      unwatch = this.watch({ change: () => {}, answer, end: () => resolve() })
    })
    this.#poked = null
    unwatch()
  }

  async ask(call: CallOptions): Promise<void> {
    const question = this.host.nextQuestion()
    this.take(await this.fetch(call), question)
  }

  /** Asks the provider now. */
  async look(): Promise<void> {
    try {
      await this.ask({})
    } catch (error) {
      if (!this.#noteMissing(error)) throw error
    }
  }

  /** Sends a command and takes its answer in. */
  async send(command: () => Promise<O>): Promise<void> {
    const answer = await command()
    this.take(answer, this.host.nextQuestion()) // whatever was asked before the command was answered may still tell the old state
  }

  /** Sends the wish to give the number back. */
  sendCancel(): Promise<void> {
    return this.sendEnd('cancel', () => this.requestCancel({}))
  }

  take(observation: O, question: number): void {
    if (observation.id === this.id) this.#lifespan.learn(this.#snapshot, observation)
    const overtaken = question < this.#answered
    this.absorb(this.reduce(observation, { timeLeft: this.timeLeft(), overtaken }), observation, question)
  }

  fail(error: unknown): void {
    if (this.#noteMissing(error)) return
    this.#tellFailure(error)
    if (this.timeLeft() <= -GRACE) this.#takeOwn({ status: 'expired', refund: 'unknown' })
  }

  end(error: unknown): void {
    if (OneSmsError.is(error)) this.tellError(error)
    this.#watchers.tellEnd(error)
  }

  /** Sends the wish that it ends. A refusal takes the wish back; a lost answer does not. */
  protected async sendEnd(wish: 'cancel' | 'complete', command: () => Promise<O>): Promise<void> {
    const before = this.requested
    this.requested = wish
    try {
      await this.send(command)
    } catch (error) {
      if (!mayHaveWorked(error)) this.requested = before
      throw error
    }
  }

  /** What goes with everything that becomes known of it without having been asked for. */
  protected facts(): Answer {
    const { id, provider, nativeId } = this.#snapshot
    return { id, provider, nativeId, observedAt: new Date(this.host.clock.now()) }
  }

  /** The first one to follow has come. */
  protected onInterest(): void {}

  /** Makes the outcome of an answer what is known, and tells what is new in it. */
  protected absorb(reduction: Reduction<S, Event>, observation: Answer, question: number): void {
    const previous = this.#snapshot
    if (reduction.ignored === 'foreign') {
      this.#tellFailure(foreignAnswer(previous, observation))
      return
    }
    this.#answered = Math.max(this.#answered, question)
    this.#sightingsOfNothing = 0
    this.#lookedAt = this.host.clock.elapsed()
    const { next, events, outdated } = reduction
    this.#snapshot = next
    this.onTaken(previous)
    this.#outdated.tell(next, outdated)
    for (const event of events) {
      if (event.type === 'settled') this.host.poller.unfollow(this)
      this.tell(event)
    }
    this.#watchers.tellAnswer(question, hasChanged(previous, next))
  }

  protected tell(event: Event): void {
    if (event.type === 'message') {
      this.events.emit('message', event.message)
      this.host.onMessage(this.#own, event.message)
    } else if (event.type === 'settled') {
      this.events.emit('settled', this.#snapshot)
      this.host.onSettled(this.#own)
    }
  }

  protected tellError(error: unknown): void {
    this.events.emit('error', error)
    this.host.onError(error, this.#own)
  }

  /** An answer was taken in, and nothing of it is told yet. */
  protected onTaken(_previous: S): void {}

  #tellFailure(error: unknown): void {
    this.tellError(error)
    this.#watchers.tellFailure(error)
  }

  /** Counts an answer "no such number"; the second in a row, or the first after its time, ends it. */
  #noteMissing(error: unknown): boolean {
    if (!(error instanceof NotFoundError)) return false
    this.#lookedAt = this.host.clock.elapsed()
    this.#sightingsOfNothing += 1
    if (this.#sightingsOfNothing >= SIGHTINGS_UNTIL_GONE || this.timeLeft() <= 0) {
      this.#takeOwn({ status: 'closed', refund: this.requested === 'cancel' ? 'expected' : 'unknown' })
    }
    return true
  }

  #takeOwn(conclusion: Conclusion): void {
    const facts = { ...this.facts(), ...conclusion }
    this.absorb(this.conclude(facts), facts, this.host.nextQuestion())
  }
}

/** Whether anything but the time of looking is different. */
function hasChanged<S extends NumberSnapshot>(previous: S, next: S): boolean {
  const keys = Object.keys(next) as (keyof S)[]
  return keys.some(key => key !== 'observedAt' && key !== 'providerTime' && previous[key] !== next[key])
}

import type { ActivationsFacet } from '../provider/activations.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { Provider } from '../provider/provider.ts'
import type { ActivationObservation } from '../provider/snapshot.ts'
import type { NumberNews } from '../provider/stream.ts'
import { createBreather } from '../utils/breathe.ts'
import type { Clock } from '../utils/clock.ts'
import { type Instant, instantOf, timeSince } from '../utils/instant.ts'
import { createAlarm } from './alarm.ts'
import { createHealth } from './health.ts'
import { createHeap } from './heap.ts'
import { type LookContext, nextDelay } from './schedule.ts'
import { createStreamer } from './streamer.ts'

/** A number that somebody follows. */
export interface PollTarget {
  readonly id: string
  /** Milliseconds since an SMS is waited for. */
  age(): number
  /** Milliseconds until its time is over. */
  timeLeft(): number
  /** When it was last looked at, in milliseconds of {@link Clock.elapsed}. */
  lookedAt(): number
  /** The pause between two looks that those who follow want, where the schedule's own is `schedule`. Default: that one. */
  wanted?(schedule: number): number
  /** Asks about it alone, and takes the answer in. */
  ask(call: CallOptions): Promise<void>
  /**
   * Takes what a request for many told of it. Absent where no such request does.
   * @param question Grows with every question asked; tells an answer that was overtaken.
   */
  takeListed?(observation: ActivationObservation, question: number): void
  /** Takes what was told of a number of this id without a look; what is about a number of another kind is left. */
  takeNews(news: NumberNews, question: number): void
  /** A look failed; the next one comes. */
  fail(error: unknown): void
  /** There will be no more looks. */
  end(error: unknown): void
}

/** Looks at every followed number in turn. It has no timer and sends nothing while nobody follows. */
export interface Poller {
  /** Somebody follows. Where it is followed already, it is looked at sooner if whoever came wants that. */
  follow(target: PollTarget): void
  unfollow(target: PollTarget): void
  /** There may be news of a followed number: it is looked at next, as soon as the provider's advice allows. */
  poke(target: PollTarget): void
  /**
   * This process was away, asleep, frozen or offline: everybody is looked at now, if the provider's advice since the last look
   * allows, else as soon as it does.
   */
  wake(): void
  /** Ends every target with `reason`, and those that come later. */
  close(reason: unknown): void
}

export interface PollerOptions {
  readonly provider: Pick<Provider, 'activations' | 'traits' | 'stream'>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  readonly nextQuestion: () => number
}

type FetchMany = NonNullable<ActivationsFacet['fetchMany']>

interface Entry {
  readonly target: PollTarget
  readonly due: number
  readonly failures: number
  /** The list did not hold it: ask for it alone. */
  readonly isAlone: boolean
}

/** Between two looks while news come by themselves. */
const CALM_INTERVAL = 60_000
const PARALLEL_LOOKS = 8
/** A look that is older when this process comes back is asked anew. */
const STALE = 10_000
/** How many answers are taken in before the event loop may have a turn. */
const SLICE = 256
/** Turns are rounded up to this many milliseconds, so that ten thousand numbers need ten wakings a second. */
const TICK = 100

export function createPoller({ provider, clock, random, nextQuestion }: PollerOptions): Poller {
  const { activations } = provider
  const open = provider.stream?.bind(provider)
  const fetchMany = activations.fetchMany?.bind(activations)
  const floor = provider.traits.pollInterval
  const followed = new Map<PollTarget, Entry>()
  const byId = new Map<string, Set<PollTarget>>()
  /** Those an answer is on its way about, and those of them that there may be news of since it was asked for. */
  const asking = new Set<PollTarget>()
  const poked = new Set<PollTarget>()
  const askedAt = new WeakMap<PollTarget, number>()
  const marks = new WeakMap<PollTarget, Instant>()
  const queue = createHeap<Entry>(entry => entry.due)
  const alarm = createAlarm(clock, pump)
  let inFlight = 0
  let isListing = false
  const health = createHealth(clock, floor)
  const streamer = open && createStreamer({ open, clock, random, onNews: takeNews, onChange: onStreamChange })
  let calls = new AbortController()
  /** Of the looks that are on their way, when the last one went out. */
  let sentAt = instantOf(clock)
  let closed: { readonly reason: unknown } | null = null

  /** Sends every look that is due and may go now, then sleeps until the next one. */
  function pump(): void {
    for (;;) {
      dropStale()
      const first = queue.peek()
      if (first === undefined || inFlight >= (health.isProbing() ? 1 : PARALLEL_LOOKS)) return
      const at = Math.max(first.due, health.pausedUntil())
      if (at > clock.elapsed()) {
        alarm.set(Math.ceil(at / TICK) * TICK)
        return
      }
      if (!fetchMany || first.isAlone) {
        queue.pop()
        void lookAtOne(first)
        continue
      }
      if (isListing) return // its end pumps again
      const [only, ...others] = takeWaiting()
      if (only && others.length > 0) void lookAtMany(fetchMany, [only, ...others])
      else if (only) void lookAtOne(only)
    }
  }

  /** Those who left are still in the queue, and those who were put in anew are in it twice. */
  function dropStale(): void {
    for (let first = queue.peek(); first && !isCurrent(first); first = queue.peek()) queue.pop()
  }

  const isCurrent = (entry: Entry) => followed.get(entry.target) === entry

  function schedule(target: PollTarget, due: number, failures: number, isAlone: boolean): void {
    if (!followed.has(target)) return
    const entry = { target, due, failures, isAlone: isAlone || !target.takeListed }
    followed.set(target, entry)
    queue.push(entry)
  }

  function scheduleNext({ target }: Entry, failures: number): void {
    const delay = delayOf(target, { failures })
    const isPoked = poked.delete(target) && failures === 0
    const pause = isPoked ? floor : failures === 0 ? calmly(target, delay) : delay
    schedule(target, clock.elapsed() + pause, failures, failures > 0)
  }

  function delayOf(target: PollTarget, differently: Partial<LookContext> = {}): number {
    const [age, timeLeft, wanted] = [target.age(), target.timeLeft(), target.wanted?.bind(target)]
    return nextDelay({ age, timeLeft, floor, wanted, failures: 0, random: random(), ...differently })
  }

  /** Whoever came may want it to be looked at sooner than it is to be. */
  function hurry({ target, due, failures, isAlone }: Entry): void {
    if (failures > 0 || due <= clock.elapsed()) return
    const sooner = Math.max(clock.elapsed(), target.lookedAt() + calmly(target, delayOf(target, { random: 1 })))
    if (sooner >= due) return
    schedule(target, sooner, 0, isAlone)
    pump()
  }

  /** News come by themselves while there is a stream; a look now and then shows that none is missed. */
  function calmly(target: PollTarget, delay: number): number {
    if (!streamer?.isLive()) return delay
    const left = target.timeLeft()
    return left > 0 ? Math.max(delay, Math.min(CALM_INTERVAL, left + floor)) : Math.max(delay, CALM_INTERVAL)
  }

  function takeNews(news: readonly NumberNews[]): void {
    for (const each of news) {
      for (const target of byId.get(each.observation.id) ?? []) target.takeNews(each, nextQuestion())
    }
  }

  /** Where the stream has broken everybody is looked at in turn again, and nobody needs to be once it goes on. */
  function onStreamChange(): void {
    const isLive = streamer?.isLive() ?? false
    const latest = clock.elapsed() + floor
    for (const { target, due, failures, isAlone } of [...followed.values()]) {
      const next = isLive ? Math.max(due, target.lookedAt() + calmly(target, 0)) : Math.min(due, latest)
      if (next !== due && failures === 0 && due > clock.elapsed()) schedule(target, next, failures, isAlone)
    }
    pump()
  }

  function forget(target: PollTarget): boolean {
    const same = byId.get(target.id)
    same?.delete(target)
    if (same?.size === 0) byId.delete(target.id)
    return followed.delete(target)
  }

  async function lookAtOne(entry: Entry): Promise<void> {
    await look([entry], async signal => {
      await entry.target.ask({ signal })
      health.noteSuccess()
      scheduleNext(entry, 0)
    })
  }

  /** Everybody who goes along in one request for many: whose turn it is, and who was not looked at within the provider's advice. */
  function takeWaiting(): Entry[] {
    const now = clock.elapsed()
    const isReady = ({ due, target }: Entry) => due <= now || target.lookedAt() + floor <= now
    return queue.take(entry => !isCurrent(entry) || (!entry.isAlone && isReady(entry))).filter(isCurrent)
  }

  async function lookAtMany(fetchMany: FetchMany, entries: readonly Entry[]): Promise<void> {
    isListing = true
    await look(entries, async signal => {
      const question = nextQuestion()
      const ids = entries.map(({ target }) => target.id)
      const observations = await fetchMany(ids, { signal })
      health.noteSuccess()
      const breathe = createBreather()
      for (const [index, entry] of entries.entries()) {
        const observation = observations.get(entry.target.id)
        if (observation) {
          entry.target.takeListed?.(observation, question)
          scheduleNext(entry, 0)
        } else {
          schedule(entry.target, clock.elapsed(), 0, true) // a list holds what is open; how it ended only its own answer tells
        }
        if (index % SLICE === SLICE - 1) await breathe()
      }
    })
    isListing = false
    pump()
  }

  async function look(entries: readonly Entry[], ask: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = calls
    inFlight += 1
    sentAt = instantOf(clock)
    for (const { target } of entries) {
      asking.add(target)
      askedAt.set(target, sentAt.elapsed)
      marks.set(target, sentAt)
    }
    try {
      await ask(signal)
    } catch (error) {
      if (!signal.aborted) setBack(entries, error)
    } finally {
      inFlight -= 1
      for (const { target } of entries) asking.delete(target)
      pump()
    }
  }

  function setBack(entries: readonly Entry[], error: unknown): void {
    const kind = health.noteFailure(error)
    if (kind === 'end') {
      endAll(error)
      return
    }
    for (const entry of entries) {
      entry.target.fail(error)
      if (kind === 'target') scheduleNext(entry, entry.failures + 1)
      else schedule(entry.target, clock.elapsed() + floor, 0, entry.isAlone)
    }
  }

  function endAll(error: unknown): void {
    const targets = [...followed.keys()]
    stop()
    for (const target of targets) target.end(error)
  }

  /** When a number may be looked at again, by the provider's advice; what this machine slept since then has passed, too. */
  function soonest(target: PollTarget): number {
    const last = Math.max(target.lookedAt(), askedAt.get(target) ?? Number.NEGATIVE_INFINITY)
    const mark = marks.get(target)
    const slept = mark ? timeSince(mark, clock) - (clock.elapsed() - mark.elapsed) : 0
    return Math.max(clock.elapsed(), last + floor - slept)
  }

  /** Looks that went out before this process was away may never be answered: they are made anew. */
  function giveUpCalls(): void {
    if (asking.size === 0 || timeSince(sentAt, clock) < STALE) return
    calls.abort()
    calls = new AbortController()
    for (const target of asking) schedule(target, soonest(target), 0, false)
  }

  /** The last one has left: nothing stays, neither a timer nor a request on its way. */
  function stop(): void {
    followed.clear()
    byId.clear()
    streamer?.stop()
    poked.clear()
    queue.take(() => true)
    alarm.clear()
    calls.abort()
    calls = new AbortController()
  }

  return {
    follow(target) {
      if (closed) return target.end(closed.reason)
      const known = followed.get(target)
      if (known) return hurry(known)
      const entry = { target, due: 0, failures: 0, isAlone: false }
      followed.set(target, entry)
      if (!marks.has(target)) marks.set(target, instantOf(clock))
      byId.set(target.id, (byId.get(target.id) ?? new Set()).add(target))
      streamer?.start()
      schedule(target, Math.max(clock.elapsed(), target.lookedAt() + delayOf(target, { age: 0 })), 0, false)
      pump()
    },
    unfollow(target) {
      poked.delete(target)
      if (forget(target) && followed.size === 0) stop()
    },
    poke(target) {
      const entry = followed.get(target)
      if (!entry || entry.failures > 0) return // after a failure the pause counts
      if (asking.has(target)) {
        poked.add(target)
        return
      }
      const due = soonest(target)
      if (due >= entry.due) return
      schedule(target, due, 0, entry.isAlone)
      pump()
    },
    wake() {
      if (followed.size === 0) return
      health.noteReturn()
      streamer?.wake()
      giveUpCalls()
      for (const [target, { due, failures, isAlone }] of [...followed]) {
        if (!asking.has(target) && soonest(target) < due) schedule(target, soonest(target), failures, isAlone)
      }
      pump()
    },
    close(reason) {
      closed = { reason }
      endAll(reason)
    },
  }
}

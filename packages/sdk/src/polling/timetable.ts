import type { Clock } from '../utils/clock.ts'
import { type Instant, instantOf, timeSince } from '../utils/instant.ts'
import type { PollTarget } from './poll-target.ts'
import { calmDelay, type LookContext, nextDelay } from './schedule.ts'

/** When a number is to be looked at, in milliseconds of {@link Clock.elapsed}. */
export interface Timetable {
  /** One that is followed from now on. */
  first(target: PollTarget): number
  /** One of which somebody more wants to know. */
  forOneMore(target: PollTarget): number
  /** One that was looked at just now. @param failures Looks at it that failed, one after the other. */
  next(target: PollTarget, failures: number): number
  /** As soon as the provider's advice allows, where it was looked at just now. */
  afterFloor(): number
  /** As soon as the provider's advice allows; what this machine slept since the last look has passed, too. */
  soonest(target: PollTarget): number
  /** While news come by themselves. */
  whileCalm(target: PollTarget): number
  noteFollowed(target: PollTarget): void
  noteAsked(targets: readonly PollTarget[]): void
}

export interface TimetableOptions {
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  /** Shortest pause the provider advises. */
  readonly floor: number
  /** Whether news come by themselves. */
  readonly isCalm: () => boolean
}

/** When a number was asked about last or, before that, when it began to be followed. */
interface Mark {
  readonly at: Instant
  readonly isAsked: boolean
}

export function createTimetable({ clock, random, floor, isCalm }: TimetableOptions): Timetable {
  const marks = new WeakMap<PollTarget, Mark>()
  const notBeforeNow = (due: number) => Math.max(clock.elapsed(), due)

  function delayOf(target: PollTarget, differently: Partial<LookContext> = {}): number {
    const [age, timeLeft, wanted] = [target.age(), target.timeLeft(), target.wanted?.bind(target)]
    return nextDelay({ age, timeLeft, floor, wanted, failures: 0, random: random(), ...differently })
  }

  const calmDelayOf = (target: PollTarget, delay: number) => calmDelay(delay, target.timeLeft(), floor)
  const asCalmAsItIs = (target: PollTarget, delay: number) => (isCalm() ? calmDelayOf(target, delay) : delay)

  return {
    first: target => notBeforeNow(target.lookedAt() + delayOf(target, { age: 0 })),
    forOneMore: target => notBeforeNow(target.lookedAt() + asCalmAsItIs(target, delayOf(target, { random: 1 }))),
    next(target, failures) {
      const delay = delayOf(target, { failures })
      return clock.elapsed() + (failures === 0 ? asCalmAsItIs(target, delay) : delay)
    },
    afterFloor: () => clock.elapsed() + floor,
    soonest(target) {
      const { at, isAsked } = marks.get(target) ?? { at: instantOf(clock), isAsked: false }
      const slept = timeSince(at, clock) - (clock.elapsed() - at.elapsed)
      const last = isAsked ? Math.max(target.lookedAt(), at.elapsed) : target.lookedAt()
      return notBeforeNow(last + floor - slept)
    },
    whileCalm: target => target.lookedAt() + calmDelayOf(target, 0),
    noteFollowed(target) {
      if (!marks.has(target)) marks.set(target, { at: instantOf(clock), isAsked: false })
    },
    noteAsked(targets) {
      const mark = { at: instantOf(clock), isAsked: true }
      for (const target of targets) marks.set(target, mark)
    },
  }
}

import type { Provider } from '../provider/provider.ts'
import type { NumberNews } from '../provider/stream.ts'
import type { Clock } from '../utils/clock.ts'
import { createAlarm } from './alarm.ts'
import { createHealth } from './health.ts'
import { createLooks } from './looks.ts'
import type { PollTarget } from './poll-target.ts'
import { createStreamer } from './streamer.ts'
import { createTimetable } from './timetable.ts'
import { createTurns, type Turn } from './turns.ts'

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

const PARALLEL_LOOKS = 8
/** Turns are rounded up to this many milliseconds, so that ten thousand numbers need ten wakings a second. */
const TICK = 100

export function createPoller({ provider, clock, random, nextQuestion }: PollerOptions): Poller {
  const { activations } = provider
  const open = provider.stream?.bind(provider)
  const fetchMany = activations.fetchMany?.bind(activations)
  const floor = provider.traits.pollInterval
  const turns = createTurns()
  const looks = createLooks({
    clock,
    fetchMany,
    nextQuestion,
    onTold: giveTurn,
    onMissing: askAlone,
    onFailure: setBack,
    onEnd: pump,
  })
  const health = createHealth(clock, floor)
  const alarm = createAlarm(clock, pump)
  const streamer = open && createStreamer({ open, clock, random, onNews: takeNews, onChange: onStreamChange })
  const isCalm = () => streamer?.isLive() ?? false
  const timetable = createTimetable({ clock, random, floor, isCalm })
  /** Of those who are being asked about, the ones that there may be news of since. */
  const poked = new Set<PollTarget>()
  let closed: { readonly reason: unknown } | null = null

  /** Sends every look that is due and may go now, then sleeps until the next one. */
  function pump(): void {
    for (;;) {
      const first = turns.first()
      if (first === undefined || looks.count >= (health.isProbing() ? 1 : PARALLEL_LOOKS)) return
      const at = Math.max(first.due, health.pausedUntil())
      if (at > clock.elapsed()) {
        alarm.set(Math.ceil(at / TICK) * TICK)
        return
      }
      if (!fetchMany || !isListable(first)) {
        turns.takeFirst()
        send([first])
      } else {
        if (looks.isListing) return // its end pumps again
        send(turns.take(goesAlong))
      }
    }
  }

  const isListable = ({ isAlone, target }: Turn) => !isAlone && target.takeListed !== undefined

  /** Whether one request for many is about it, too: it is due, or was not looked at within the provider's advice. */
  function goesAlong(turn: Turn): boolean {
    const now = clock.elapsed()
    return isListable(turn) && (turn.due <= now || turn.target.lookedAt() + floor <= now)
  }

  function send(taken: readonly Turn[]): void {
    timetable.noteAsked(taken.map(({ target }) => target))
    looks.send(taken)
  }

  /** It was looked at; this is its next turn. */
  function giveTurn(target: PollTarget): void {
    health.noteSuccess()
    const due = poked.delete(target) ? timetable.afterFloor() : timetable.next(target, 0)
    turns.move({ target, due, failures: 0, isAlone: false })
  }

  /** A list holds what is open; how it ended only its own answer tells. */
  function askAlone(target: PollTarget): void {
    health.noteSuccess()
    turns.move({ target, due: clock.elapsed(), failures: 0, isAlone: true })
  }

  function setBack(taken: readonly Turn[], error: unknown): void {
    const kind = health.noteFailure(error)
    if (kind === 'end') {
      endAll(error)
      return
    }
    for (const { target, failures, isAlone } of taken) {
      target.fail(error)
      if (kind === 'target') {
        poked.delete(target)
        turns.move({ target, due: timetable.next(target, failures + 1), failures: failures + 1, isAlone: true })
      } else {
        turns.move({ target, due: timetable.afterFloor(), failures: 0, isAlone })
      }
    }
  }

  function takeNews(news: readonly NumberNews[]): void {
    for (const each of news) {
      for (const target of turns.withId(each.observation.id)) target.takeNews(each, nextQuestion())
    }
  }

  /** Where the stream has broken everybody is looked at in turn again, and nobody needs to be once it goes on. */
  function onStreamChange(): void {
    for (const turn of turns.all()) {
      if (turn.failures > 0 || turn.due <= clock.elapsed()) continue
      const due = isCalm()
        ? Math.max(turn.due, timetable.whileCalm(turn.target))
        : Math.min(turn.due, timetable.afterFloor())
      if (due !== turn.due) turns.move({ ...turn, due })
    }
    pump()
  }

  function bringForward(turn: Turn, due: number): void {
    if (due < turn.due) turns.move({ ...turn, due })
  }

  function endAll(error: unknown): void {
    const all = turns.all()
    stop()
    for (const { target } of all) target.end(error)
  }

  /** The last one has left: nothing stays, neither a timer nor a request on its way. */
  function stop(): void {
    turns.clear()
    streamer?.stop()
    poked.clear()
    alarm.clear()
    looks.abort()
  }

  return {
    follow(target) {
      if (closed) return target.end(closed.reason)
      const turn = turns.of(target)
      if (turn) {
        if (turn.failures === 0 && turn.due > clock.elapsed()) bringForward(turn, timetable.forOneMore(target))
      } else {
        timetable.noteFollowed(target)
        streamer?.start()
        turns.add({ target, due: timetable.first(target), failures: 0, isAlone: false })
      }
      pump()
    },
    unfollow(target) {
      poked.delete(target)
      if (turns.delete(target) && turns.size === 0) stop()
    },
    poke(target) {
      const turn = turns.of(target)
      if (!turn || turn.failures > 0) return // after a failure the pause counts
      if (looks.isAskingAbout(target)) {
        poked.add(target)
        return
      }
      bringForward(turn, timetable.soonest(target))
      pump()
    },
    wake() {
      if (turns.size === 0) return
      health.noteReturn()
      streamer?.wake()
      for (const target of looks.abortStale()) {
        turns.move({ target, due: timetable.soonest(target), failures: 0, isAlone: false })
      }
      for (const turn of turns.all()) {
        if (!looks.isAskingAbout(turn.target)) bringForward(turn, timetable.soonest(turn.target))
      }
      pump()
    },
    close(reason) {
      closed = { reason }
      endAll(reason)
    },
  }
}

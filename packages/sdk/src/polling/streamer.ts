import { OneSmsError } from '../errors/base.ts'
import type { Provider } from '../provider/provider.ts'
import type { NumberNews } from '../provider/stream.ts'
import type { Clock } from '../utils/clock.ts'
import { instantOf, timeSince } from '../utils/instant.ts'
import { listenForSilence } from './silence.ts'

/** Keeps one stream of news open while anybody follows. */
export interface Streamer {
  start(): void
  stop(): void
  /** News come by themselves now, so that nobody needs to look. */
  isLive(): boolean
  /**
   * This process was away: a stream that misses a sign of life is opened anew, and one that broke is not waited for. What was
   * opened, or heard, a moment ago is left as it is.
   */
  wake(): void
}

export interface StreamerOptions {
  readonly open: NonNullable<Provider['stream']>
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  readonly onNews: (news: readonly NumberNews[]) => void
  /** It began or broke. */
  readonly onChange: () => void
}

const SIGN_OF_LIFE = 15_000
const SILENCE = 3 * SIGN_OF_LIFE
/** A stream that lived so long was sound. */
const SOUND = 30_000
const FIRST_PAUSE = 1_000
const SHORTEST_PAUSE = FIRST_PAUSE / 2
const LONGEST_PAUSE = 30_000

/** Why a connection is given up that may be dead. */
const AWAY = new Error('this process was away')

/** Milliseconds until a stream is opened again, after so many in a row that broke soon. `random` is 0 to 1. */
export function pauseAfter(breaks: number, random: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(Math.max(breaks - 1, 0), 10)) * (0.5 + random / 2)
}

/** Whether opening it again will never help: then there is only looking. */
export function isForGood(error: unknown): boolean {
  return OneSmsError.is(error) && !error.retryable
}

export function createStreamer({ open, clock, random, onNews, onChange }: StreamerOptions): Streamer {
  let running: AbortController | null = null
  let live = false
  let isBroken = false
  let heardAt = instantOf(clock)
  /** Ends what goes on now: the connection, or the pause after it. */
  let current = new AbortController()

  function setLive(isLive: boolean): void {
    if (live === isLive) return
    live = isLive
    onChange()
  }

  /** One connection, to its end. Answers after what to go on. */
  async function readOnce(after: string | null): Promise<{ after: string | null; error: unknown }> {
    const ending = new AbortController()
    current = ending
    heardAt = instantOf(clock)
    let last = after
    const silence = listenForSilence(clock, SILENCE, () => ending.abort(new Error('silence')))
    try {
      for await (const { cursor, news } of open({ after, signal: ending.signal })) {
        silence.heard()
        heardAt = instantOf(clock)
        ending.signal.throwIfAborted()
        last = cursor ?? last
        setLive(true)
        if (news.length > 0) onNews(news)
      }
      return { after: last, error: null }
    } catch (error) {
      return { after: last, error: ending.signal.aborted ? ending.signal.reason : error }
    } finally {
      silence.stop()
    }
  }

  async function rest(ms: number): Promise<void> {
    current = new AbortController()
    isBroken = true
    await clock.sleep(ms, current.signal).catch(() => {})
    isBroken = false
  }

  async function run(signal: AbortSignal): Promise<void> {
    let after: string | null = null
    for (let breaks = 1; !signal.aborted; breaks += 1) {
      const openedAt = clock.elapsed()
      const end = await readOnce(after)
      if (signal.aborted) return
      after = end.after
      setLive(false)
      if (isForGood(end.error)) return
      if (clock.elapsed() - openedAt >= SOUND) breaks = 1
      await rest(end.error === AWAY ? 0 : pauseAfter(breaks, random()))
      const early = SHORTEST_PAUSE - timeSince(heardAt, clock)
      if (early > 0) await clock.sleep(early, signal).catch(() => {})
    }
  }

  return {
    start() {
      if (running) return
      running = new AbortController()
      void run(running.signal)
    },
    stop() {
      running?.abort('nobody follows')
      current.abort('nobody follows')
      running = null
      live = false
    },
    isLive: () => live,
    wake() {
      if (isBroken || timeSince(heardAt, clock) > SIGN_OF_LIFE) current.abort(AWAY)
    },
  }
}

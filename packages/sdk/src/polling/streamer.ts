import { OneSmsError } from '../errors/base.ts'
import type { Provider } from '../provider/provider.ts'
import type { NumberNews } from '../provider/stream.ts'
import type { Clock } from '../utils/clock.ts'

/** Keeps one stream of news open while anybody follows. */
export interface Streamer {
  start(): void
  stop(): void
  /** News come by themselves now, so that nobody needs to look. */
  isLive(): boolean
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

/** A sign of life is due every 15 s. */
const SILENCE = 45_000
/** A stream that lived so long was sound. */
const SOUND = 30_000
const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 30_000

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

  function setLive(isLive: boolean): void {
    if (live === isLive) return
    live = isLive
    onChange()
  }

  /** One connection, to its end. Answers after what to go on. */
  async function readOnce(
    after: string | null,
    signal: AbortSignal,
  ): Promise<{ after: string | null; error: unknown }> {
    const ending = new AbortController()
    const either = AbortSignal.any([signal, ending.signal])
    let last = after
    let guard = new AbortController()
    const watch = () => {
      guard.abort('heard')
      guard = new AbortController()
      clock.sleep(SILENCE, guard.signal).then(
        () => ending.abort(new Error('silence')),
        () => {},
      )
    }
    try {
      watch()
      for await (const { cursor, news } of open({ after, signal: either })) {
        watch()
        if (signal.aborted) break
        last = cursor ?? last
        setLive(true)
        if (news.length > 0) onNews(news)
      }
      return { after: last, error: null }
    } catch (error) {
      return { after: last, error }
    } finally {
      guard.abort('over')
    }
  }

  async function run(signal: AbortSignal): Promise<void> {
    let after: string | null = null
    for (let breaks = 1; !signal.aborted; breaks += 1) {
      const openedAt = clock.elapsed()
      const end = await readOnce(after, signal)
      if (signal.aborted) return
      after = end.after
      setLive(false)
      if (isForGood(end.error)) return
      if (clock.elapsed() - openedAt >= SOUND) breaks = 1
      await clock.sleep(pauseAfter(breaks, random()), signal).catch(() => {})
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
      running = null
      live = false
    },
    isLive: () => live,
  }
}

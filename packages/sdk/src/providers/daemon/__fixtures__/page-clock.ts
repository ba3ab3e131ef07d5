import type { FakeClock } from '../../../testing/fake-clock.ts'
import type { Clock } from '../../../utils/clock.ts'

const MINUTE = 60_000

/** The clock of a page: it may be wrong, and its timers may come late. */
export interface PageClock extends Clock {
  /** Milliseconds by which it reads more than the right time. */
  skew: number
  /** Timers come as each minute begins, as in a tab that nobody sees. */
  hide(): void
  show(): void
  /** No timer comes, and nothing else. */
  freeze(): void
  thaw(): void
  /** Resolves when nothing is frozen. */
  awake(): Promise<void>
}

export function createPageClock(real: FakeClock): PageClock {
  let isHidden = false
  let onShow = createGate()
  let onThaw: Gate | null = null
  const awake = async () => {
    while (onThaw) await onThaw.opened
  }
  return {
    skew: 0,
    now() {
      return real.now() + this.skew
    },
    elapsed: () => real.elapsed(),
    async sleep(ms, signal) {
      await real.sleep(ms, signal)
      while (isHidden && real.elapsed() % MINUTE !== 0) {
        const late = MINUTE - (real.elapsed() % MINUTE)
        await Promise.race([real.sleep(late, signal), onShow.opened])
      }
      await awake()
      signal?.throwIfAborted()
    },
    hide() {
      isHidden = true
      onShow = createGate()
    },
    show() {
      isHidden = false
      onShow.open()
    },
    freeze() {
      onThaw ??= createGate()
    },
    thaw() {
      onThaw?.open()
      onThaw = null
    },
    awake,
  }
}

interface Gate {
  readonly opened: Promise<void>
  open(): void
}

function createGate(): Gate {
  let open = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { opened, open: () => open() }
}

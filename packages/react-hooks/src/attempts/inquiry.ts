import type { Look } from './look.ts'
import { nap } from './nap.ts'
import type { PurchaseFinding } from './state.ts'

/** Asks again and again what came of a purchase, until somebody can tell. */
export interface Inquiry<Bought> {
  /** Whether it was ever started or stopped. */
  readonly wasUsed: boolean
  /** Asks by `look` from now on, in place of whatever it asked by before. @param after Milliseconds until it does so first. */
  start(look: Look<Bought>, after?: number): void
  stop(): void
}

export interface InquiryOptions<Bought> {
  /** Whether there is still something to find out. */
  readonly isOpen: () => boolean
  readonly onFound: (finding: PurchaseFinding<Bought>) => void
  /** The page came back from wherever it was. */
  readonly onReturn: () => void
}

const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 30_000

export function createInquiry<Bought>({ isOpen, onFound, onReturn }: InquiryOptions<Bought>): Inquiry<Bought> {
  /** Whoever asks with an older number stops. */
  let turn = 0

  async function ask(look: Look<Bought>, after: number): Promise<void> {
    const own = turn
    const isOurs = () => own === turn && isOpen()
    for (let pause = after; isOurs(); pause = Math.min(pause * 2 || FIRST_PAUSE, LONGEST_PAUSE)) {
      if (pause > 0) await nap(pause, onReturn)
      const found = isOurs() && (await look().catch(() => null)) // an error is no answer; the next turn asks again
      if (found && own === turn) onFound(found)
    }
  }

  function stop(): void {
    turn += 1
  }

  return {
    get wasUsed() {
      return turn > 0
    },
    start(look, after = 0) {
      stop()
      void ask(look, after)
    },
    stop,
  }
}

import type { CallOptions } from '../provider/call-options.ts'
import type { ActivationObservation } from '../provider/snapshot.ts'
import type { NumberNews } from '../provider/stream.ts'

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

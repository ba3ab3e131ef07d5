import { FakeClock } from '@onesms/sdk/testing'

/** Knows who sleeps for how long. */
export class WatchedClock extends FakeClock {
  readonly #sleeps: number[] = []

  sleepsOf(ms: number): number {
    return this.#sleeps.filter(each => each === ms).length
  }

  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.#sleeps.push(ms)
    return super.sleep(ms, signal).finally(() => this.#sleeps.splice(this.#sleeps.indexOf(ms), 1))
  }
}

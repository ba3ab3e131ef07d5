import { guard } from '../utils/emitter.ts'
import type { Watcher } from './followed.ts'

/** Those who watch one number. What one of them throws disturbs nobody else. A class, since there are as many as numbers. */
export class Watchers {
  readonly #watchers = new Set<Watcher>()
  readonly #report: (error: unknown) => void

  /** @param report Receives what a watcher throws. */
  constructor(report: (error: unknown) => void) {
    this.#report = report
  }

  /** Answers how to stop. */
  add(watcher: Watcher): () => void {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  /** An answer was taken in. */
  tellAnswer(question: number, isChanged: boolean): void {
    if (isChanged) this.#each(watcher => watcher.change())
    this.#each(watcher => watcher.answer?.(question))
  }

  tellFailure(error: unknown): void {
    this.#each(watcher => watcher.failure?.(error))
  }

  tellEnd(error: unknown): void {
    this.#each(watcher => watcher.end?.(error))
  }

  #each(tell: (watcher: Watcher) => void): void {
    // One that is told may leave, or bring another.
    for (const watcher of [...this.#watchers]) guard(() => tell(watcher), this.#report)
  }
}

import { guard } from '../utils/emitter.ts'
import type { Watcher } from './followed.ts'

/** Those who watch one number. What one of them throws disturbs nobody else. */
export interface Watchers {
  /** Answers how to stop. */
  add(watcher: Watcher): () => void
  /** An answer was taken in. */
  tellAnswer(question: number, isChanged: boolean): void
  tellFailure(error: unknown): void
  tellEnd(error: unknown): void
}

/** @param report Receives what a watcher throws. */
export function createWatchers(report: (error: unknown) => void): Watchers {
  const watchers = new Set<Watcher>()
  const each = (tell: (watcher: Watcher) => void) => {
    // One that is told may leave, or bring another.
    for (const watcher of [...watchers]) guard(() => tell(watcher), report)
  }
  return {
    add(watcher) {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    tellAnswer(question, isChanged) {
      if (isChanged) each(watcher => watcher.change())
      each(watcher => watcher.answer?.(question))
    },
    tellFailure: error => each(watcher => watcher.failure?.(error)),
    tellEnd: error => each(watcher => watcher.end?.(error)),
  }
}

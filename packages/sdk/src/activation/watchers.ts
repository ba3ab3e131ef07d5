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
  const all = () => [...watchers] // one that is told may leave, or bring another
  return {
    add(watcher) {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    tellAnswer(question, isChanged) {
      for (const watcher of all()) {
        if (isChanged) guard(() => watcher.change(), report)
        guard(() => watcher.answer?.(question), report)
      }
    },
    tellFailure(error) {
      for (const watcher of all()) guard(() => watcher.failure?.(error), report)
    },
    tellEnd(error) {
      for (const watcher of all()) guard(() => watcher.end?.(error), report)
    },
  }
}

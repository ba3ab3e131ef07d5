import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { ObservedMessage } from '../provider/snapshot.ts'
import { outdatedMessage } from './doubts.ts'

/** Tells each SMS of an earlier owner once, however many answers repeat it. */
export function createOutdatedReport(report: (error: unknown) => void) {
  const reported = new Set<string>()
  return {
    tell(snapshot: NumberSnapshot, outdated: readonly ObservedMessage[]): void {
      for (const { id, text, code, receivedAt } of outdated) {
        const key = JSON.stringify([id, text, code, receivedAt])
        if (reported.has(key)) continue
        reported.add(key)
        report(outdatedMessage(snapshot, receivedAt))
      }
    },
  }
}

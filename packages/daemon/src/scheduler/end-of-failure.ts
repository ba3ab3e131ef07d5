import { OneSmsError } from '@onesms/sdk'
import { FencedError } from '../db/store/fence.ts'
import type { RunEnd } from '../db/store/runs.ts'

/** How a run ended that threw; the reason is its error in one line, for example `authentication: …`. */
export function endOfFailure(
  error: unknown,
  { isAborted, isLeaseLost }: { readonly isAborted: boolean; readonly isLeaseLost: boolean },
): RunEnd {
  const isFenced = isLeaseLost || error instanceof FencedError
  return {
    status: isFenced ? 'fenced' : isAborted ? 'aborted' : 'failed',
    reason: reasonOf(error),
    requests: 0,
    bytes: 0,
    rowsRead: 0,
    rowsWritten: 0,
    details: {},
  }
}

function reasonOf(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error))
    .replace(/([^.!?:;])\n/g, '$1. ')
    .replaceAll('\n', ' ')
  if (OneSmsError.is(error)) return `${error.code}: ${message}`
  return message || 'unknown failure'
}

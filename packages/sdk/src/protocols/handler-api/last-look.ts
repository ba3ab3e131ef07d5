import { CapabilityError } from '../../errors/access.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import type { Told } from '../../provider/observed.ts'
import type { Clock } from '../../utils/clock.ts'
import { getActiveActivations, getHistory } from './activation-commands.ts'
import type { RowKind } from './activation-rows.ts'
import type { HandlerApi } from './api.ts'
import { type SnapshotParts, toldByRow } from './snapshots.ts'

/** How far back the history is asked for: far more than a life, and few enough rows for a page. */
const LOOK_BACK = 86_400_000

export interface LastLookParts extends SnapshotParts {
  readonly line: HandlerApi
  readonly clock: Clock
}

/**
 * One more read where an activation has ended, since the answer that says so tells neither how nor what had come. The
 * history shows whether it was charged; a code may have come too late for the status and stand there, or in the list.
 * `undefined` when the host has nothing to say.
 */
export async function lastLook(
  nativeId: string,
  kind: RowKind,
  parts: LastLookParts,
  call: CallOptions,
): Promise<Told | undefined> {
  try {
    return await look(nativeId, kind, parts, call)
  } catch (error) {
    // A host without the action has nothing to add. Any other failure passes, and the code would be lost for ever.
    if (error instanceof CapabilityError) return undefined
    throw error
  }
}

async function look(
  nativeId: string,
  kind: RowKind,
  parts: LastLookParts,
  call: CallOptions,
): Promise<Told | undefined> {
  const { line, dialect, clock } = parts
  const { historyLimit: limit, openList } = dialect
  if (limit !== null) {
    const to = clock.now() + LOOK_BACK
    return line.send(getHistory(nativeId, { from: to - 2 * LOOK_BACK, to, limit }), call)
  }
  if (openList === null) return undefined
  const { rows } = await line.send(getActiveActivations(openList === 'paged' ? 0 : null, kind), call)
  const row = rows.find(one => one.nativeId === nativeId)
  return row && toldByRow(row, parts)
}

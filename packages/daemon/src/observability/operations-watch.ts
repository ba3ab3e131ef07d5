import {
  type CatalogRows,
  countCatalogRows,
  type OperationsFacts,
  readOperations,
} from '../db/store/read/operations.ts'
import { readCatalogState } from '../db/store/read/snapshot.ts'
import type { Database } from '../db/tables.ts'
import type { Clock } from '../http/clock.ts'
import type { DatabaseGate } from '../http/database-gate.ts'

/** What is looked at together, and when that was. */
export interface Operations extends OperationsFacts {
  readonly rows: readonly CatalogRows[]
}

/** Looks into the tables at most every five seconds, however many ask, and for all of them once. */
export interface OperationsWatch {
  /** Rejects where the database does not answer within two seconds: what was is not told as what is. */
  look(): Promise<Operations>
}

const FRESH = 5_000
const PATIENCE = 2_000

export function createOperationsWatch({
  database,
  gate,
  clock,
}: {
  readonly database: Database
  readonly gate: DatabaseGate
  readonly clock: Clock
}): OperationsWatch {
  let last: { readonly at: number; readonly answer: Promise<Operations> } | null = null
  let counted: { readonly version: string; readonly rows: readonly CatalogRows[] } | null = null

  const countOnce = async () => {
    const { version } = await readCatalogState(database)
    if (counted?.version !== version) counted = { version, rows: await countCatalogRows(database) }
    return counted.rows
  }
  const read = async () => ({ ...(await readOperations(database)), rows: await countOnce() })

  return {
    look: () => {
      const now = clock.now()
      if (last && now - last.at < FRESH) return last.answer
      last = { at: now, answer: gate(read, PATIENCE) }
      return last.answer
    },
  }
}

import { findCode } from '../../db/store/read/analytics/codes.ts'
import { hasProvider, readNames, type TargetKind } from '../../db/store/read/references.ts'
import type { Database } from '../../db/tables.ts'
import { nearestCodes, unknownReference } from '../unknown-reference.ts'

/**
 * The code of what a query names, if it names something.
 *
 * @throws `Problem` with near matches for a name nobody knows.
 */
export async function codeOf<Given extends string | undefined>(
  database: Database,
  kind: TargetKind,
  reference: Given,
): Promise<string | Given> {
  if (reference === undefined) return reference
  const code = await findCode(database, kind, reference)
  if (code !== null) return code
  throw unknownReference(kind, reference, nearestCodes(reference, await readNames(database, kind)))
}

/** @throws `Problem` with near matches for a provider nobody knows. */
export async function checkProvider(database: Database, id: string | undefined): Promise<void> {
  if (id === undefined || (await hasProvider(database, id))) return
  throw unknownReference('provider', id, nearestCodes(id, await readNames(database, 'provider')))
}

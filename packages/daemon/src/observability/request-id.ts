import { randomUUID } from 'node:crypto'

/** As proxies and clients make them: UUIDs, trace ids, ULIDs. */
const WELL_FORMED = /^[\w.-]{8,128}$/

/** The id under which a request is spoken of: the one it came with, else a new one. */
export function requestIdOf({ headers }: Request): string {
  const given = headers.get('x-request-id')
  return given !== null && WELL_FORMED.test(given) ? given : randomUUID()
}

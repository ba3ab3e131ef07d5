import type { Scope } from './scope.ts'
import { hashOf, isSameHash } from './token.ts'

/** Who asks, and what they may do. */
export interface Identity {
  /** Whose numbers and budget it is about. */
  readonly subject: string
  readonly scopes: ReadonlySet<Scope>
}

/** A token that lets somebody in; kept as its SHA-256 hash. */
export interface KnownToken extends Identity {
  readonly hash: Buffer
}

/** Tells who a request is from; `null` when it does not prove it. */
export type Authenticate = (request: Request) => Identity | null | Promise<Identity | null>

const BEARER = /^Bearer +([^\s,]{1,512})$/i

/**
 * Compares the bearer token of a request with every known one, always with all of them. Without a known token whoever
 * reaches the port may read the catalog, and nothing else: then it listens on loopback alone.
 */
export function createAuthenticator(known: readonly KnownToken[]): Authenticate {
  if (known.length === 0) return () => LOCAL_READER
  return request => {
    const [, token] = BEARER.exec(request.headers.get('authorization') ?? '') ?? []
    if (token === undefined) return null
    const hash = hashOf(token)
    return known.filter(candidate => isSameHash(candidate.hash, hash))[0] ?? null
  }
}

const LOCAL_READER: Identity = { subject: 'local', scopes: new Set<Scope>(['catalog:read']) }

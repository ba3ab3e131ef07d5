import type { Identity, KnownToken } from './identity.ts'
import type { Scope } from './scope.ts'
import type { Sessions } from './sessions.ts'
import { hashOf, isSameHash } from './token.ts'

/** Tells who a request is from; `null` when it does not prove it. */
export type Authenticate = (request: Request) => Identity | null | Promise<Identity | null>

const BEARER = /^Bearer +([^\s,]{1,512})$/i

/**
 * Compares the bearer token of a request with every known one, always with all of them; one that is none of them may be a
 * short-lived one. Without a known token whoever reaches the port may read the catalog, and nothing else: then it listens
 * on loopback alone.
 */
export function createAuthenticator(known: readonly KnownToken[], sessions?: Pick<Sessions, 'find'>): Authenticate {
  if (known.length === 0) return () => LOCAL_READER
  const recognise = createRecogniser(known)
  return request => {
    const [, token] = BEARER.exec(request.headers.get('authorization') ?? '') ?? []
    if (token === undefined) return null
    return recognise(token) ?? sessions?.find('ost', token) ?? null
  }
}

/** Tells whose configured token a text is. */
export function createRecogniser(known: readonly KnownToken[]): (token: string) => Identity | null {
  const identities = known.map(token => ({
    hash: token.hash,
    identity: { subject: token.subject, scopes: token.scopes, session: null, token },
  }))
  return token => {
    const hash = hashOf(token)
    return identities.filter(candidate => isSameHash(candidate.hash, hash))[0]?.identity ?? null
  }
}

const LOCAL_READER: Identity = { subject: 'local', scopes: new Set<Scope>(['catalog:read']), session: null }

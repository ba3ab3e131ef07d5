import { randomBytes } from 'node:crypto'
import { insertSession, readSession, revokeSession, type SessionDraft } from '../../db/store/sessions.ts'
import type { Database } from '../../db/tables.ts'
import type { Clock } from '../clock.ts'
import type { DatabaseGate } from '../database-gate.ts'
import type { Identity, KnownToken } from './identity.ts'
import { isSealedBy, sealedSecret } from './seal.ts'
import { createSessionCache } from './session-cache.ts'
import { identify } from './session-identity.ts'
import { hashOf } from './token.ts'

/** Beginnings of what is handed out: a token for `Authorization`, and the value of the cookie of the admin page. */
export type SessionKind = 'ost' | 'osc'

/** What is wanted of a session. */
export interface SessionWish extends Pick<SessionDraft, 'subject' | 'scopes' | 'spendCap' | 'lifetime'> {
  readonly kind: SessionKind
  readonly token: KnownToken
}

/** A session that was opened. Its token is told this once. */
export interface OpenedSession {
  readonly id: string
  readonly token: string
  readonly expiresAt: Date
}

/** Short-lived tokens, which any process of the daemon knows by the database. */
export interface Sessions {
  open(wish: SessionWish): Promise<OpenedSession>
  /**
   * Whose token it is; `null` when nobody's.
   *
   * @throws `Problem` for one that has ended; `DatabaseUnavailableError` where nobody knows.
   */
  find(kind: SessionKind, token: string): Promise<Identity | null>
  /** Ends one of a subject, or of a user of it: at once here, within five seconds elsewhere. `false`: there is none. */
  revoke(id: string, subject: string): Promise<boolean>
}

export interface SessionsContext {
  readonly database: Database
  readonly gate: DatabaseGate
  readonly clock: Clock
  readonly tokens: readonly KnownToken[]
}

export function createSessions({ database, gate, clock, tokens }: SessionsContext): Sessions {
  const cache = createSessionCache({ clock, read: hash => gate(() => readSession(database, hash)) })
  const issuers = tokens.map(({ hash }) => hash)
  return {
    open: async ({ kind, token: { hash: issuedBy }, ...wish }) => {
      const token = `${kind}_${sealedSecret(issuedBy)}`
      const id = `ses_${randomBytes(12).toString('base64url')}`
      const draft = { ...wish, id, hash: hashOf(token), issuedBy }
      return { id, token, expiresAt: await gate(() => insertSession(database, draft)) }
    },
    find: async (kind, token) => {
      // What was not made here costs nothing.
      if (!token.startsWith(`${kind}_`) || !isSealedBy(issuers, token.slice(kind.length + 1))) return null
      const session = await cache.get(hashOf(token))
      return session && identify(session, tokens, clock.now())
    },
    revoke: async (id, subject) => {
      const hash = await gate(() => revokeSession(database, { id, subject }))
      if (hash) cache.forget(hash)
      return hash !== null
    },
  }
}

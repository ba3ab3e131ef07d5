import type { SessionRow } from '../../db/store/sessions.ts'
import { Problem } from '../problem.ts'
import type { Identity, KnownToken } from './identity.ts'
import { isSameHash } from './token.ts'

/** A session, and until when it lives by the clock of this process. */
export interface KnownSession {
  readonly row: SessionRow
  readonly endsAt: number
}

/**
 * Who asks by a session: never more than the configured token it rests on may do, and nobody once that is gone.
 *
 * @throws {@link Problem} where it has ended.
 */
export function identify({ row, endsAt }: KnownSession, tokens: readonly KnownToken[], now: number): Identity | null {
  const token = tokens.find(({ hash }) => isSameHash(hash, row.issued_by))
  if (!token) return null
  if (row.revoked) throw ended('revoked_token', 'This token was revoked.')
  if (now >= endsAt) throw ended('expired_token', 'This token has expired.')
  const scopes = new Set([...token.scopes].filter(scope => row.scopes.includes(scope)))
  return { subject: row.subject, scopes, session: row.id, token }
}

function ended(code: 'revoked_token' | 'expired_token', fact: string): Problem {
  return new Problem({
    code,
    detail: `${fact} Ask your backend for another.`,
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  })
}

import { OneSmsError } from '@onesms/sdk'
import { ConfigError } from '../config/config-error.ts'
import { SchemaError } from '../db/migrate.ts'

/** Exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, misconfigured: 2, newerSchema: 78 } as const

/** The lines to print for an error, and the code to leave with. Never a stack: what a user can mend is said in words. */
export function reportOf(error: unknown): { readonly lines: readonly string[]; readonly code: number } {
  if (error instanceof ConfigError) return { lines: error.mistakes, code: EXIT.misconfigured }
  const refusal = isCoded(error) ? REFUSALS[error.code] : undefined
  if (refusal) return { lines: [`The database refuses: ${refusal}.`, 'Check DATABASE_URL.'], code: EXIT.failed }
  if (isUnreachable(error)) {
    return {
      lines: [
        `The database cannot be reached (${error.code}).`,
        'Check DATABASE_URL and that the server accepts connections; without DATABASE_URL the embedded database is used.',
      ],
      code: EXIT.failed,
    }
  }
  const message = error instanceof Error ? error.message || error.name : String(error)
  return { lines: message.split('\n'), code: codeOf(error) }
}

function codeOf(error: unknown): number {
  if (error instanceof SchemaError && error.isNewer) return EXIT.newerSchema
  return OneSmsError.is(error) && error.code === 'configuration' ? EXIT.misconfigured : EXIT.failed
}

/** What Postgres says to those it does not let in. */
const REFUSALS: Readonly<Record<string, string>> = {
  '28P01': 'wrong user or password',
  '28000': 'this user may not come in',
  '3D000': 'there is no database of that name',
}

/** Codes of the system, of the driver, and of Postgres where it has no room. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  '53300',
  '57P01',
  '57P03',
])

function isCoded(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
}

function isUnreachable(error: unknown): error is Error & { readonly code: string } {
  if (!isCoded(error)) return false
  // Without a server its socket is missing; so may be many another file.
  return UNREACHABLE.has(error.code) || (error.code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect')
}

import { OneSmsError } from '@onesms/sdk'
import { ConfigError } from '../config/config-error.ts'

/** Exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, misconfigured: 2, newerSchema: 78 } as const

/** The lines to print for an error, and the code to leave with. Never a stack: what a user can mend is said in words. */
export function reportOf(error: unknown): { readonly lines: readonly string[]; readonly code: number } {
  if (error instanceof ConfigError) return { lines: error.mistakes, code: EXIT.misconfigured }
  if (OneSmsError.is(error))
    return { lines: [error.message], code: error.code === 'configuration' ? EXIT.misconfigured : EXIT.failed }
  const { code, message } =
    error instanceof Error ? (error as Error & { code?: unknown }) : { code: null, message: String(error) }
  if (typeof code === 'string' && UNREACHABLE.has(code)) {
    return {
      lines: [
        `The database cannot be reached (${code}).`,
        'Check DATABASE_URL and that the server accepts connections; without DATABASE_URL the embedded database is used.',
      ],
      code: EXIT.failed,
    }
  }
  return { lines: [message], code: EXIT.failed }
}

const UNREACHABLE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOENT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  '28P01',
  '28000',
  '3D000',
  '57P03',
  '53300',
])

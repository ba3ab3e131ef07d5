import type { ErrorReply } from './reply.ts'

const LATEST = 8.64e15

/**
 * How far a ban reaches. One of a single service in a single country, which HeroSMS knows, has no end here: until its end
 * nothing is sent at all, and everything else of the account goes on.
 */
export function banOf(reply: ErrorReply): { readonly until: Date | null; readonly hint: string | null } {
  const until = bannedUntil(reply)
  if (reply.code !== 'BANNED_SPECIFIC' && reply.info['scope'] !== 'specific') return { until, hint: null }
  const end = until ? ` until ${until.toISOString()}` : ''
  return { until: null, hint: `Only this service in this country is blocked${end}.` }
}

/** `BANNED:'2026-01-31 12-30-00'` (zone untold, taken as UTC) or `info.banned_until` in Unix seconds. */
function bannedUntil({ parameter, info }: ErrorReply): Date | null {
  const seconds = info['banned_until']
  if (typeof seconds === 'number') return asDate(seconds * 1000)
  const match = /^'?(\d{4})-(\d{1,2})-(\d{1,2}) (\d{1,2})[-:](\d{2})[-:](\d{2})'?$/.exec(parameter ?? '')
  if (!match) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  return asDate(Date.UTC(year, month - 1, day, hour, minute, second))
}

/**
 * From when on a number is taken back: `info.retry_after_seconds` tells the rest of the wait. `info.minActivationTime` tells
 * the age a number must have; nobody here knows how old it is, so the time is then the latest that it can be.
 */
export function cancellableFrom(
  { info }: ErrorReply,
  now: number,
): { readonly cancellableAt: Date | null; readonly minimumAge: number | null } {
  const [rest, age] = [info['retry_after_seconds'], info['minActivationTime']]
  const seconds = rest ?? age
  const cancellableAt = typeof seconds === 'number' && seconds >= 0 ? asDate(now + seconds * 1000) : null
  const isAge = cancellableAt !== null && rest === undefined
  return { cancellableAt, minimumAge: isAge ? Number(age) * 1000 : null }
}

function asDate(ms: number): Date | null {
  return Math.abs(ms) <= LATEST ? new Date(ms) : null
}

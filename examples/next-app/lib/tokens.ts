import { env } from './env.ts'

interface Issued {
  readonly token: string
  readonly expires_at: string
}

interface Kept {
  readonly token: Promise<string>
  until: number
}

/** What one user may spend by one token. */
const SPEND_CAP = { amount: '2.50', currency: 'USD' }

/** A token is not used in its last moments. */
const MARGIN = 30_000

const kept = new Map<string, Kept>()

/**
 * The token of a user at the daemon: short-lived, with numbers and limits of their own. It stays on this server. With the
 * daemon's own token in its place every user would see the numbers of all.
 */
export function tokenOf(user: string): Promise<string> {
  const now = Date.now()
  for (const [name, { until }] of kept) if (until <= now) kept.delete(name)
  const found = kept.get(user)
  if (found) return found.token
  const fresh: Kept = { token: issue(user), until: Number.POSITIVE_INFINITY }
  kept.set(user, fresh)
  fresh.token.catch(() => forget(user, fresh))
  return fresh.token

  async function issue(user: string): Promise<string> {
    const answer = await fetch(new URL('/v1/tokens', env('ONESMS_URL')), {
      method: 'POST',
      headers: { authorization: `Bearer ${env('ONESMS_TOKEN')}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        subject: `onesms_token/${user}`,
        scopes: ['catalog:read', 'activation:read', 'purchase'],
        expires_in: 600,
        spend_cap: SPEND_CAP,
      }),
    })
    if (!answer.ok) throw new Error(`the daemon issued no token: status ${answer.status}`)
    const { token, expires_at } = (await answer.json()) as Issued
    fresh.until = Date.parse(expires_at) - MARGIN
    return token
  }
}

function forget(user: string, which: Kept): void {
  if (kept.get(user) === which) kept.delete(user)
}

/** The daemon has refused it: the next one is a new one. */
export async function refuse(user: string, token: string): Promise<void> {
  const found = kept.get(user)
  if (found && (await found.token) === token) forget(user, found)
}

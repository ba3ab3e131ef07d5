import type { SessionRow } from '../../db/store/sessions.ts'
import type { Clock } from '../clock.ts'
import type { KnownSession } from './session-identity.ts'

/** Milliseconds for which what was read counts, so that a revoked one is refused within them. */
const FRESH = 5_000
const MOST_KNOWN = 10_000
const MOST_WRONG = 256

export interface SessionCache {
  /** `null`: there is none. */
  get(hash: Buffer): Promise<KnownSession | null>
  forget(hash: Buffer): void
}

interface Look {
  readonly session: KnownSession | null
  readonly at: number
}

/** Remembers sessions by hash, also those there are none of. */
export function createSessionCache({
  clock,
  read,
}: {
  readonly clock: Clock
  readonly read: (hash: Buffer) => Promise<SessionRow | null>
}): SessionCache {
  const known = new Map<string, Look>()
  const wrong = new Map<string, Look>()
  const looking = new Map<string, Promise<KnownSession | null>>()
  let ends = 0

  const look = async (key: string, hash: Buffer): Promise<KnownSession | null> => {
    const at = clock.now()
    const before = ends
    const row = await read(hash)
    const session = row && { row, endsAt: at + row.left }
    known.delete(key)
    // What was read while another ended may be older than that.
    if (before === ends) keep(session ? known : wrong, key, { session, at }, session ? MOST_KNOWN : MOST_WRONG)
    return session
  }

  return {
    get: async hash => {
      const key = hash.toString('base64')
      const last = known.get(key) ?? wrong.get(key)
      if (last && clock.now() - last.at < FRESH) return last.session
      const pending = looking.get(key) ?? look(key, hash).finally(() => looking.delete(key))
      looking.set(key, pending)
      return pending
    },
    forget: hash => {
      ends += 1
      known.delete(hash.toString('base64'))
    },
  }
}

function keep(map: Map<string, Look>, key: string, look: Look, most: number): void {
  map.delete(key)
  map.set(key, look)
  for (const oldest of map.keys()) {
    if (map.size <= most) return
    map.delete(oldest)
  }
}

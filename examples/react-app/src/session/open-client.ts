import { type Client, createClient, createMemoryStore } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import type { Session } from './session.ts'

/** The client of this page: its provider is the daemon behind the same origin. */
export async function openClient(session: Session): Promise<Client> {
  // Where the first one cannot be had, each request asks anew, and says what is wrong.
  const first = await session.token().catch(() => undefined)
  const store = createMemoryStore() // the daemon keeps the books
  if (first === null) return createClient({ provider: daemon({ url: '/' }), store }) as Client
  // It is asked for once, and again where the one before was refused.
  let last: string | undefined
  const token = async () => {
    const taken = await session.token(last)
    if (taken === null) throw new Error('/session gives no token any more')
    last = taken
    return taken
  }
  return createClient({ provider: daemon({ url: '/', token }), store }) as Client
}

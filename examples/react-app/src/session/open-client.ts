import { type Client, createClient } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import type { Session } from './session.ts'

/** The client of this page: its provider is the daemon behind the same origin. */
export async function openClient(session: Session): Promise<Client> {
  // Where the first one cannot be had, each request asks anew, and says what is wrong.
  let first = await session.renew().catch(() => undefined)
  if (first === null) return createClient({ provider: daemon({ url: '/' }) }) as Client
  const token = async () => {
    const taken = first ?? (await session.renew())
    first = undefined
    if (taken === null) throw new Error('/session gives no token any more')
    return taken
  }
  return createClient({ provider: daemon({ url: '/', token }) }) as Client
}

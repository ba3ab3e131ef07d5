/** What a backend of one's own answers: a short-lived token of the daemon, made with one that stays there. */
interface Answer {
  readonly token: string
  readonly expires_at: string
}

/** The tokens of this page. */
export interface Session {
  /** A new token, in place of the one before; `null` where none is given out, since something on the way adds it. */
  renew(): Promise<string | null>
  /** Asks the daemon itself, for what no hook reads. A token that is refused is renewed once. */
  get(path: string, signal: AbortSignal): Promise<unknown>
}

export function createSession(): Session {
  let current: Promise<string | null> | null = null
  const renew = () => {
    current = openSession()
    current.catch(() => {
      current = null
    })
    return current
  }
  const ask = async (path: string, signal: AbortSignal) => {
    const token = await (current ?? renew())
    return fetch(path, { signal, headers: token === null ? {} : { authorization: `Bearer ${token}` } })
  }
  return {
    renew,
    async get(path, signal) {
      let response = await ask(path, signal)
      if (response.status === 401) {
        await renew()
        response = await ask(path, signal)
      }
      if (!response.ok) throw new Error(`${path.split('?')[0]} was answered ${response.status}`)
      return response.json()
    },
  }
}

async function openSession(): Promise<string | null> {
  // The header keeps pages of other origins from asking: they may not send it.
  const response = await fetch('/session', { method: 'POST', headers: { 'x-onesms-demo': '1' } })
  if (response.status === 404) return null
  if (!response.ok) throw new Error(`/session was answered ${response.status}`)
  const { token } = (await response.json()) as Answer
  return token
}

/** What a backend of one's own answers: a short-lived token of the daemon, made with one that stays there. */
interface Answer {
  readonly token: string
  readonly expires_at: string
}

/** The tokens of this page. */
export interface Session {
  /**
   * The token of this page; in place of one that was `refused` another, which all share who had that one. `null` where none
   * is given out, since something on the way adds it.
   */
  token(refused?: string): Promise<string | null>
  /** Asks the daemon itself, for what no hook reads. A token that is refused is renewed once. */
  get(path: string, signal: AbortSignal): Promise<unknown>
}

export function createSession(): Session {
  let current: Promise<string | null> | null = null
  const open = () => {
    const opened = openSession()
    opened.catch(() => {
      if (current === opened) current = null
    })
    current = opened
    return opened
  }
  const tokenOf = async (refused?: string) => {
    const held = current
    if (held === null) return open()
    const token = await held
    if (token === null || token !== refused) return token
    // Somebody else may have been refused with it, too, and was faster.
    return current === held || current === null ? open() : current
  }
  const ask = (path: string, token: string | null, signal: AbortSignal) =>
    fetch(path, { signal, headers: token === null ? {} : { authorization: `Bearer ${token}` } })
  return {
    token: tokenOf,
    async get(path, signal) {
      const token = await tokenOf()
      let response = await ask(path, token, signal)
      if (response.status === 401 && token !== null) response = await ask(path, await tokenOf(token), signal)
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

import { randomBytes } from 'node:crypto'

const NAME = 'onesms-demo'

/** A year: whoever comes back finds their numbers again, as long as the demo runs. */
const ATTRIBUTES = 'HttpOnly; SameSite=Strict; Path=/; Max-Age=31536000'

/** By what a browser is told from another. */
export interface BrowserId {
  readonly id: string
  /** To be set where the browser has none yet. */
  readonly cookie: string | null
}

/** The name that a browser came with, else a new one that nobody guesses. */
export function browserIdOf({ headers }: Request): BrowserId {
  const [, given] = /(?:^|;) *onesms-demo=([\w-]{22})(?:;|$)/.exec(headers.get('cookie') ?? '') ?? []
  if (given !== undefined) return { id: given, cookie: null }
  const id = randomBytes(16).toString('base64url')
  return { id, cookie: `${NAME}=${id}; ${ATTRIBUTES}` }
}

import { createRedactor } from './redact.ts'

/**
 * Secret parameters or headers by their names. A function is asked before each request, so that a key that was changed
 * counts from the next one on.
 */
export type Secrets = Readonly<Record<string, string>> | (() => Promise<Readonly<Record<string, string>>>)

/** The secrets of one provider. */
export interface KeyRing {
  /** What to add to the request that is about to be sent. */
  take(): Promise<{
    readonly query: Readonly<Record<string, string>>
    readonly headers: Readonly<Record<string, string>>
  }>
  /** Takes every secret that was ever taken out of a text; of changing ones the latest. */
  redact(text: string): string
}

/** An answer repeats the key of its own request, which may be some changes ago. */
const MOST_REMEMBERED = 16

export function createKeyRing(query: Secrets, headers: Secrets): KeyRing {
  let known: readonly string[] = []
  let redact = createRedactor(known)

  /** All at once, since a part that two keys share must not hide the rest of one of them. */
  function learn(secrets: readonly string[]): void {
    if (secrets.every(secret => known.includes(secret))) return
    known = [...new Set([...known, ...secrets])].slice(-MOST_REMEMBERED)
    redact = createRedactor(known)
  }

  const learnAll = (parts: { readonly query: object; readonly headers: object }) =>
    learn([...Object.values(parts.query), ...Object.values(parts.headers).map(withoutScheme)])

  learnAll({ query: typeof query === 'function' ? {} : query, headers: typeof headers === 'function' ? {} : headers })

  return {
    async take() {
      const taken = { query: await valuesOf(query), headers: await valuesOf(headers) }
      learnAll(taken)
      return taken
    },
    redact: text => redact(text),
  }
}

const valuesOf = (secrets: Secrets) => (typeof secrets === 'function' ? secrets() : secrets)

/** What stands before a blank is the name of a scheme. */
const withoutScheme = (header: string) => header.slice(header.indexOf(' ') + 1)

import { AuthenticationError, ConfigurationError } from '../../errors/access.ts'
import { ProviderUnavailableError } from '../../errors/transport.ts'

/**
 * A token, or how to get one: asked for the first request, and again once a daemon has refused what it gave. What it throws
 * may pass, as when the page is offline, but for an {@link AuthenticationError}: then there is no token for this user.
 */
export type TokenSource = string | (() => string | Promise<string>)

/** A token as it is being used. */
export interface Token {
  readonly value: Promise<string>
}

/** The token of a daemon. */
export interface Tokens {
  /** `null`: there is none; something on the way adds it, or none is needed. */
  take(): Token | null
  /** It was refused. Answers whether another one can be had; all who used it then take the same new one. */
  refuse(used: Token | null): boolean
}

export function createTokens(source: TokenSource | undefined, provider: string): Tokens {
  const context = { provider, operation: 'authenticate' }
  let current: Token | null = null

  const check = (token: unknown): string => {
    if (typeof token === 'string' && /^[\x21-\x7e]{4,4096}$/.test(token)) return token
    throw new ConfigurationError('the token of the daemon is malformed', {
      ...context,
      hint: 'It must be 4 to 4,096 printable ASCII characters without blanks.',
    })
  }
  const ask = async (source: Exclude<TokenSource, string>) => {
    try {
      return await source()
    } catch (error) {
      // Whoever gives them may be out of reach as well, and in reach again later; only its own word ends it.
      const Failure = error instanceof AuthenticationError ? AuthenticationError : ProviderUnavailableError
      throw new Failure('no token for the daemon could be had', context)
    }
  }
  const fixed = typeof source === 'string' ? { value: Promise.resolve(check(source)) } : null

  return {
    take() {
      if (fixed || source === undefined || typeof source === 'string') return fixed
      if (current) return current
      const token: Token = { value: ask(source).then(check) }
      current = token
      token.value.catch(() => {
        if (current === token) current = null
      })
      return token
    },
    refuse(used) {
      if (typeof source !== 'function') return false
      if (current === used) current = null
      return true
    },
  }
}

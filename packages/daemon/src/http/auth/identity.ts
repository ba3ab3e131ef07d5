import type { Scope } from './scope.ts'

/** Who asks, and what they may do. */
export interface Identity {
  /** Whose numbers and budget it is about. */
  readonly subject: string
  readonly scopes: ReadonlySet<Scope>
  /** The short-lived token by which they ask; `null` with a configured one. */
  readonly session: string | null
  /** The configured token it rests on. None: whoever reaches the port. */
  readonly token?: KnownToken
}

/** A token of the configuration; kept as its SHA-256 hash. */
export interface KnownToken {
  readonly hash: Buffer
  readonly subject: string
  readonly scopes: ReadonlySet<Scope>
  /** Whether it may issue short-lived tokens for users of its subject. Default `false`. */
  readonly issue?: boolean
}

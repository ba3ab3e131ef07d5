import type { OneSmsError } from '../errors/base.ts'

/** A provider made of providers goes on to another one, after a proven refusal. */
export interface FailoverEvent {
  /** Id of the provider that was asked. */
  readonly from: string
  /** Id of the one that is asked next; `null` when there is none left. */
  readonly to: string | null
  /** Why it moved on. */
  readonly error: OneSmsError
}

/** What a provider decides by itself and tells whoever observes it. */
export type ProviderEvents = { readonly type: 'failover' } & FailoverEvent

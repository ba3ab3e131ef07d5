import type { Intent, IntentState } from './intent.ts'

/** An intent to be written down; the store adds the times. */
export type NewIntent = Pick<
  Intent,
  'id' | 'account' | 'idempotencyKey' | 'targets' | 'maxPrice' | 'gateFor' | 'activationId' | 'snapshot' | 'flags'
> & { readonly state: 'prepared' | 'orphan' }

/** What a step changes; what is absent stays. */
export type IntentChange = Partial<
  Pick<
    Intent,
    | 'state'
    | 'activationId'
    | 'snapshot'
    | 'ended'
    | 'asked'
    | 'hint'
    | 'candidates'
    | 'refusal'
    | 'doubt'
    | 'witness'
    | 'flags'
  >
>

/** What came of {@link IntentStore.begin}. */
export type BeginResult =
  | { readonly kind: 'begun'; readonly intent: Intent }
  /** An unknown intent of the same kind holds its gate. */
  | { readonly kind: 'held'; readonly by: Intent }
  /** The intent is past sending; `null` when there is none of that id. */
  | { readonly kind: 'refused'; readonly intent: Intent | null }

/** What came of {@link IntentStore.transition}. */
export type TransitionResult =
  | { readonly kind: 'moved'; readonly intent: Intent }
  /** It is in none of the states named: somebody else was faster. `null` when there is none of that id. */
  | { readonly kind: 'passed'; readonly intent: Intent | null }
  /** The activation belongs to another intent already. */
  | { readonly kind: 'owned'; readonly by: string }

/** `open`: prepared, sending, unknown. `alive`: owns an activation that is not over. `orphan`: every orphan. */
export type IntentSelection = 'open' | 'alive' | 'orphan'

/** The states in which nothing was ever sent, or is proven not to have been. */
export const SENDABLE: ReadonlySet<IntentState> = new Set<IntentState>(['prepared', 'not_sent', 'failed'])

/**
 * Where purchases are written down. Every step is atomic against every other, also of other processes, and durable when its
 * promise resolves. A promise that rejects says nothing about whether the step was taken.
 */
export interface IntentStore {
  /**
   * Writes an intent down, unless its account has one with the same key or the same activation: then that one is answered
   * and nothing is changed.
   */
  insert(intent: NewIntent): Promise<{ readonly created: boolean; readonly intent: Intent }>
  /**
   * Takes an intent that is `prepared`, `not_sent` or `failed` to `sending`, unless an unknown intent of the account holds
   * its gate with an overlapping target, one of the provider it has `asked` where that is known.
   */
  begin(id: string): Promise<BeginResult>
  /** Takes an intent on, if it is in one of the states `from` and no other intent of the account owns the activation. */
  transition(id: string, from: readonly IntentState[], change: IntentChange): Promise<TransitionResult>
  /** The intent of that id, or `null` where there is none. */
  get(id: string): Promise<Intent | null>
  /** Oldest first. */
  list(account: string, selection: IntentSelection): Promise<readonly Intent[]>
  /** Which of the activations are owned, and by which intent. */
  owners(account: string, activationIds: readonly string[]): Promise<ReadonlyMap<string, string>>
}

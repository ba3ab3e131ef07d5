/** Behaviour that the shape of a provider cannot show. Times are milliseconds. What nobody knows takes the safe default. */
export interface ProviderTraits {
  /** Whether `operator` is honoured; where not, asking for one is refused before anything is sent. */
  readonly operatorChoice: boolean
  /** Whether the provider itself refuses above `maxPrice`. */
  readonly priceCap: boolean
  /** Whether the same reference sent twice is known to charge once. Only `proven` lets a purchase be sent again. */
  readonly honoursReference: 'proven' | 'unproven' | 'none'
  /** Whether open activations can be listed. `null`: an unknown purchase never closes by itself, the balance is the only witness. */
  readonly openList: 'complete' | 'paged' | null
  /** How long the list may lag behind a sale. */
  readonly listLag: number
  /** How long after our request a sale may still appear. */
  readonly latestCommit: number
  /** How long a purchase may take to be answered before its outcome counts as unknown. */
  readonly purchaseTimeout: number
  /** How long an activation lives. */
  readonly lifetime: number
  /** `explicit`: it wants to be completed; `implicit`: it closes by itself. */
  readonly completion: 'explicit' | 'implicit'
  /** Another SMS on the same number. */
  readonly retry: 'free' | 'paid' | false
  /** How long after the purchase the provider refuses to take a number back. */
  readonly cancelAfter: number
  /** Shortest pause between two looks at the same number. */
  readonly pollInterval: number
  /** How many requests a second the provider takes; `null` when unknown. */
  readonly requestsPerSecond: number | null
}

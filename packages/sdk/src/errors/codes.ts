/** Every error of this library carries one of these; compare with it where `instanceof` is inconvenient. */
export type ErrorCode =
  | 'configuration'
  | 'authentication'
  | 'account_blocked'
  | 'insufficient_balance'
  | 'out_of_stock'
  | 'unknown_reference'
  | 'rate_limit'
  | 'provider_unavailable'
  | 'unexpected_response'
  | 'capability'

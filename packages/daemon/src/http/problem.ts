import { replyJson } from './reply.ts'

/** What went wrong, for programs; stable. */
export type ProblemCode =
  | 'invalid_parameter'
  | 'unknown_parameter'
  | 'missing_parameter'
  | 'unknown_reference'
  | 'unauthorized'
  | 'expired_token'
  | 'revoked_token'
  | 'cross_site'
  | 'issue_refused'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'too_many_requests'
  | 'body_not_allowed'
  | 'malformed_request'
  | 'misdirected_request'
  | 'missing_idempotency_key'
  | 'idempotency_conflict'
  | 'in_progress'
  | 'reconciling'
  | 'purchase_disabled'
  | 'not_allowed'
  | 'limit_reached'
  | 'insufficient_balance'
  | 'out_of_stock'
  | 'price_cap'
  | 'capability'
  | 'invalid_transition'
  | 'too_early_to_cancel'
  | 'provider_unavailable'
  | 'not_sent'
  | 'purchase_unknown'
  | 'providers_failed'
  | 'database_unavailable'
  | 'draining'
  | 'internal'

const STATUS: Readonly<Record<ProblemCode, readonly [number, string]>> = {
  invalid_parameter: [400, 'A parameter has a value that cannot be'],
  unknown_parameter: [400, 'There is no such parameter'],
  missing_parameter: [400, 'A parameter is missing'],
  unknown_reference: [404, 'Nobody knows this name'],
  unauthorized: [401, 'Nothing proves who asks'],
  expired_token: [401, 'This token has expired'],
  revoked_token: [401, 'This token was revoked'],
  cross_site: [403, 'This was not asked by a page of this server'],
  issue_refused: [403, 'This token may not issue that'],
  forbidden: [403, 'This token may not do that'],
  not_found: [404, 'There is nothing here'],
  method_not_allowed: [405, 'This is asked with another method'],
  too_many_requests: [429, 'Too many requests'],
  body_not_allowed: [400, 'A request that reads has no body'],
  malformed_request: [400, 'The request cannot be read'],
  misdirected_request: [421, 'This server does not answer to that name'],
  missing_idempotency_key: [400, 'A purchase needs a key'],
  idempotency_conflict: [422, 'This key stands for another purchase'],
  in_progress: [409, 'This is being done'],
  reconciling: [409, 'An earlier purchase of the kind has to be cleared up first'],
  purchase_disabled: [403, 'Nothing is sold here'],
  not_allowed: [403, 'This is not sold here'],
  limit_reached: [402, 'What may be bought is bought'],
  insufficient_balance: [402, 'The account has not enough money'],
  out_of_stock: [409, 'There is no such number now'],
  price_cap: [409, 'It costs more than it may'],
  capability: [422, 'The provider does not offer this'],
  invalid_transition: [409, 'Where it stands this cannot be done'],
  too_early_to_cancel: [409, 'It is not taken back yet'],
  provider_unavailable: [503, 'The provider does not answer'],
  not_sent: [503, 'The purchase did not leave'],
  purchase_unknown: [503, 'Nobody can tell what came of the purchase yet'],
  providers_failed: [502, 'No provider answered'],
  database_unavailable: [503, 'The database does not answer'],
  draining: [503, 'This server takes no more'],
  internal: [500, 'The server failed'],
}

/** Every code there is, with its status. */
export const problemStatuses = Object.fromEntries(
  Object.entries(STATUS).map(([code, [status]]) => [code, status]),
) as Readonly<Record<ProblemCode, number>>

export interface ProblemFacts {
  readonly code: ProblemCode
  /** One or two sentences: the fact, and what to do. */
  readonly detail: string
  /** The query parameter it is about. */
  readonly field?: string
  /** Near matches, best first. */
  readonly suggestions?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  /** Members of the answer beyond the common ones. */
  readonly members?: Readonly<Record<string, unknown>>
}

/** Thrown anywhere below a route, answered as `application/problem+json` (RFC 9457). Says nothing that must stay inside. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly facts: ProblemFacts

  constructor(facts: ProblemFacts) {
    super(facts.detail)
    this.facts = facts
  }
}

export function replyProblem({ code, headers, members, ...facts }: ProblemFacts): Response {
  const [status, title] = STATUS[code]
  return replyJson(
    { type: `urn:onesms:error:${code}`, title, status, code, ...facts, ...members },
    { status, headers: { 'content-type': 'application/problem+json', ...headers } },
  )
}

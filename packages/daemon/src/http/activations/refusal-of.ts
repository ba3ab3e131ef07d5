import { type Intent, IntentStoreError, OneSmsError } from '@onesms/sdk'
import { errorOfProblem, problemOf } from '@onesms/sdk/wire'
import { PurchaseRefusedError } from '../../purchase/refused-error.ts'
import { Problem, type ProblemCode } from '../problem.ts'

/** How an error of the SDK, or of the admission, is answered. Others are thrown as they are. */
export function problemOfError(error: unknown): unknown {
  if (error instanceof PurchaseRefusedError) return refused(error)
  if (!OneSmsError.is(error)) return error
  const { code, detail, members } = problemOf(error)
  // What was not sent because nobody answers at the provider says so.
  const isDown = error.code === 'purchase_not_sent' && error.cause?.code === 'provider_unavailable'
  return new Problem({
    code: isDown ? 'provider_unavailable' : (code as ProblemCode),
    detail,
    members: { ...(isDown && { error: error.code }), ...members },
    ...retryAfter(code, members['retry_after_ms']),
  })
}

/** The problem, saying that nothing was bought under the key of the request. A key that stands for another one proves nothing. */
export function asRejected(problem: unknown): unknown {
  if (!(problem instanceof Problem) || problem.facts.code === 'idempotency_conflict') return problem
  return new Problem({ ...problem.facts, members: { ...problem.facts.members, rejected: true } })
}

/** Whether the ledger failed, so that it says nothing of what it holds. */
export const isLedgerFailure = (error: unknown) =>
  error instanceof IntentStoreError && !(error instanceof PurchaseRefusedError)

/** What is to be said of a purchase that is over and bought nothing; `null` of every other. */
export function problemOfIntent({
  state,
  refusal,
  account,
}: Pick<Intent, 'state' | 'refusal' | 'account'>): Problem | null {
  if (state !== 'rejected' && state !== 'not_purchased') return null
  const { code, message, lowestPrice } = refusal ?? NOT_BOUGHT
  const [detail = '', hint] = message.split('\n')
  const told = { code, error: code, detail, ...(hint && { hint }), lowest_price: lowestPrice, rejected: true }
  return problemOfError(errorOfProblem(0, told, { provider: account })) as Problem
}

const NOT_BOUGHT = {
  code: 'provider_unavailable',
  lowestPrice: null,
  message: 'the answer was lost, and nothing was bought',
} as const

function refused({ message, facts: { code, limit, until } }: PurchaseRefusedError): Problem {
  const members = { ...(limit !== null && { limit }), ...(code === 'limit_reached' && { until }) }
  const seconds = until === null ? null : Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1_000))
  return new Problem({
    code,
    detail: message,
    members,
    ...(seconds && { headers: { 'retry-after': String(seconds) } }),
  })
}

function retryAfter(code: string, ms: unknown) {
  if (typeof ms === 'number') return { headers: { 'retry-after': String(Math.max(1, Math.ceil(ms / 1_000))) } }
  return code === 'provider_unavailable' ? { headers: { 'retry-after': '30' } } : {}
}

import { type Attempt, isSame } from './attempt.ts'
import { isPending, type PurchaseNews, type PurchaseStage } from './state.ts'

/** Two clicks within so many milliseconds are one double click, however fast the first was answered. */
export const DOUBLE_CLICK = 500

/** Where a purchase stands after some news. The same object where they change nothing; while it is pending it keeps its key. */
export function reduce<Request, Bought>(
  stage: PurchaseStage<Request, Bought>,
  news: PurchaseNews<Request, Bought>,
): PurchaseStage<Request, Bought> {
  if (news.kind === 'asked') return asked(stage, news.attempt)
  if (news.kind === 'reset')
    return isPending(stage) || stage.status === 'idle' ? stage : { status: 'idle', request: null }
  if (!isPending(stage) || news.key !== stage.attempt.key) return stage
  const { attempt } = stage
  const { request } = attempt
  if (news.kind === 'bought') return { status: 'bought', attempt: { ...attempt, isBought: true }, data: news.data }
  // A number that was there, and is not any more, was given back: that is no failure.
  if (news.kind === 'nothing' && !attempt.isBought) return { status: 'failed', request, error: news.error }
  const isMissing = news.kind === 'missing'
  if (isMissing && stage.status === 'buying') return stage // its own answer will say
  if (news.kind === 'nothing' || (isMissing && news.isOver)) return { status: 'idle', request }
  const isKnown = stage.status === 'checking' && stage.isMissing === isMissing
  return isKnown ? stage : { status: 'checking', attempt, isMissing }
}

function asked<Request, Bought>(
  stage: PurchaseStage<Request, Bought>,
  attempt: Attempt<Request>,
): PurchaseStage<Request, Bought> {
  const next = { status: 'buying', attempt } as const
  if (!('attempt' in stage)) return next
  const { startedAt } = attempt
  const isAgain = isSame(stage.attempt.request, attempt.request)
  if (stage.status === 'bought') {
    return isAgain && Math.abs(startedAt - stage.attempt.startedAt) < DOUBLE_CLICK ? stage : next
  }
  // It never arrived as far as anybody knows: under its own key it may be sent again, and is charged once.
  const mayResend = stage.status === 'checking' && stage.isMissing && isAgain
  return mayResend ? { status: 'buying', attempt: { ...stage.attempt, startedAt, isResent: true } } : stage
}

import { type Attempt, isSame } from './attempt.ts'
import type { PurchaseNews, PurchaseStage } from './state.ts'

/** Two clicks within so many milliseconds are one double click, however fast the first was answered. */
export const DOUBLE_CLICK = 500

/** Where a purchase stands after some news. The same object where they change nothing; a stage with an attempt keeps its key to its end. */
export function reduce<Request, Bought>(
  stage: PurchaseStage<Request, Bought>,
  news: PurchaseNews<Request, Bought>,
): PurchaseStage<Request, Bought> {
  if (news.kind === 'asked') return asked(stage, news.attempt)
  if (news.kind === 'reset') return reset(stage)
  const isPending = stage.status === 'buying' || stage.status === 'checking'
  if (!isPending || news.key !== stage.attempt.key) return stage
  const { attempt } = stage
  const { request } = attempt
  switch (news.kind) {
    case 'bought':
      return { status: 'bought', attempt: { ...attempt, isBought: true }, data: news.data }
    case 'nothing':
      // A number that was there, and is not any more, was given back: that is no failure.
      return attempt.isBought ? { status: 'idle', request } : { status: 'failed', request, error: news.error }
    case 'lost':
      return stage.status === 'buying' ? { status: 'checking', attempt, isMissing: false } : stage
    case 'unknown':
      return stage.status === 'checking' && stage.isMissing ? { ...stage, isMissing: false } : stage
    case 'missing':
      if (stage.status === 'buying') return stage
      if (news.isOver) return { status: 'idle', request }
      return stage.isMissing ? stage : { ...stage, isMissing: true }
  }
}

function asked<Request, Bought>(
  stage: PurchaseStage<Request, Bought>,
  attempt: Attempt<Request>,
): PurchaseStage<Request, Bought> {
  const next = { status: 'buying', attempt } as const
  if (stage.status === 'idle' || stage.status === 'failed') return next
  const isAgain = isSame(stage.attempt.request, attempt.request)
  const { startedAt } = attempt
  const isDoubleClick = isAgain && Math.abs(startedAt - stage.attempt.startedAt) < DOUBLE_CLICK
  if (stage.status === 'bought') return isDoubleClick ? stage : next
  // It never arrived as far as anybody knows: under its own key it may be sent again, and is charged once.
  const mayResend = stage.status === 'checking' && stage.isMissing && isAgain
  return mayResend ? { status: 'buying', attempt: { ...stage.attempt, startedAt } } : stage
}

function reset<Request, Bought>(stage: PurchaseStage<Request, Bought>): PurchaseStage<Request, Bought> {
  const isOver = stage.status === 'bought' || stage.status === 'failed'
  return isOver ? { status: 'idle', request: null } : stage
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Attempt } from './attempt.ts'
import { DOUBLE_CLICK, reduce } from './reduce.ts'
import type { PurchaseNews, PurchaseStage } from './state.ts'

type Stage = PurchaseStage<string, string>
type News = PurchaseNews<string, string>

const IDLE: Stage = { status: 'idle', request: null }
const ERROR = new Error('sold out')

/** News of the purchase that is on its way, or of one before: `key` is how many keys ago it was chosen. */
type Step =
  | { readonly kind: 'asked'; readonly request: string; readonly after: number }
  | { readonly kind: Exclude<News['kind'], 'asked'>; readonly key: number; readonly isOver: boolean }

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('asked' as const),
      request: fc.constantFrom('telegram', 'whatsapp'),
      after: fc.constantFrom(0, 100, DOUBLE_CLICK, 60_000),
    }),
    fc.record({
      kind: fc.constantFrom('unknown', 'unknown', 'missing', 'bought', 'nothing', 'reset'),
      key: fc.constantFrom(0, 0, 0, 1, 2),
      isOver: fc.boolean(),
    }),
  ),
  { maxLength: 40 },
)

/** Every stage that the steps lead through, with the news that led there. */
function walk(all: readonly Step[]): readonly { readonly before: Stage; readonly news: News; readonly after: Stage }[] {
  const keys: string[] = []
  let now = 0
  let stage = IDLE
  return all.map(step => {
    if (step.kind === 'asked') now += step.after
    const before = stage
    const news = newsOf(step, keys, now)
    stage = reduce(before, news)
    if (news.kind === 'asked' && attemptOf(stage) === news.attempt) keys.unshift(news.attempt.key)
    return { before, news, after: stage }
  })
}

let count = 0
function newsOf(step: Step, keys: readonly string[], now: number): News {
  if (step.kind === 'asked') {
    count += 1
    return { kind: 'asked', attempt: { key: `key-${count}`, request: step.request, startedAt: now, isBought: false } }
  }
  const { kind, isOver } = step
  if (kind === 'reset') return { kind }
  const key = keys[step.key] ?? 'nobody'
  if (kind === 'bought') return { kind, key, data: key }
  if (kind === 'nothing') return { kind, key, error: ERROR }
  return kind === 'missing' ? { kind, key, isOver } : { kind, key }
}

const attemptOf = (stage: Stage): Attempt<string> | null => ('attempt' in stage ? stage.attempt : null)
const isPending = ({ status }: Stage) => status === 'buying' || status === 'checking'

const holds = (judge: (step: ReturnType<typeof walk>[number]) => void) =>
  fc.assert(
    fc.property(steps, all => {
      for (const step of walk(all)) judge(step)
    }),
    { numRuns: 1_000 },
  )

describe('the purchase of a page', () => {
  it('R02 keeps its key to its end: while it is pending no other one begins', () => {
    holds(({ before, after }) => {
      if (isPending(before) && attemptOf(after)) expect(attemptOf(after)?.key).toBe(attemptOf(before)?.key)
    })
  })

  it('R02 is sent when it is asked for, and by nothing else', () => {
    holds(({ before, news, after }) => {
      if (after !== before && after.status === 'buying') expect(news.kind).toBe('asked')
    })
  })

  it('R15 is sent again only where it has not arrived as far as anybody knows, as the same, under its key', () => {
    holds(({ before, news, after }) => {
      if (before.status !== 'checking' || after.status !== 'buying') return
      expect(before.isMissing).toBe(true)
      expect(after.attempt).toEqual({ ...before.attempt, startedAt: after.attempt.startedAt, isResent: true })
      expect(news).toMatchObject({ kind: 'asked', attempt: { request: before.attempt.request } })
    })
  })

  it('ends by an answer about itself alone, and never by a reset', () => {
    holds(({ before, news, after }) => {
      if (!isPending(before) || isPending(after)) return
      expect(['bought', 'nothing', 'missing']).toContain(news.kind)
      expect(news).toMatchObject({ key: attemptOf(before)?.key })
      if (news.kind === 'missing') expect([before.status, news.isOver]).toEqual(['checking', true])
    })
  })

  it('shows what was bought until another is asked for, or its end is taken notice of', () => {
    holds(({ before, news, after }) => {
      if (before.status === 'bought' && after !== before) expect(['asked', 'reset']).toContain(news.kind)
      if (after.status === 'bought') expect(after.data).toBe(after.attempt.key)
    })
  })

  it('R02 takes the second click of two for the same also when the first was answered between them', () => {
    holds(({ before, news, after }) => {
      if (before.status !== 'bought' || news.kind !== 'asked') return
      const isSame = before.attempt.request === news.attempt.request
      const isSoon = news.attempt.startedAt - before.attempt.startedAt < DOUBLE_CLICK
      expect(after === before).toBe(isSame && isSoon)
    })
  })

  it('stays the same object where nothing changes', () => {
    holds(({ before, after }) => {
      if (after !== before) expect(after).not.toEqual(before)
    })
  })

  it('is no failure where a number that was there was given back', () => {
    const attempt = { key: 'k', request: 'telegram', startedAt: 0, isBought: true }
    const stage: Stage = { status: 'checking', attempt, isMissing: false }
    expect(reduce(stage, { kind: 'nothing', key: 'k', error: ERROR })).toEqual({ status: 'idle', request: 'telegram' })
  })
})

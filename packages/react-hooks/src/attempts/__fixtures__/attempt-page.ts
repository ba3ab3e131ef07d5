import type { ActivationSnapshot, Provider, PurchaseReport } from '@onesms/sdk'
import { createPurchase } from '../purchase.ts'
import { createAttemptStorage } from '../storage.ts'

export const REQUEST = { service: 'telegram', country: 'GB', maxPrice: '0.50' }
export const NUMBER = { id: 'hero-sms:1', phone: '+447700900123' } as ActivationSnapshot
export const MINUTE = 60_000

/** A page whose provider answers in turn, the last answer for ever, what became of a purchase. */
export function openPage(...reports: readonly (PurchaseReport['kind'] | Error)[]) {
  const asked: number[] = []
  const sent: string[] = []
  const answers = [...reports]
  const provider = {
    id: 'hero-sms',
    traits: { purchaseTimeout: 2 * MINUTE, latestCommit: MINUTE },
    outcomeOf: async () => {
      asked.push(Date.now())
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      if (answer instanceof Error) throw answer
      return answer === 'bought' ? { kind: answer, snapshot: NUMBER } : { kind: answer }
    },
  } as unknown as Provider
  let answer: () => Promise<{ readonly snapshot: ActivationSnapshot }> = () => new Promise(() => {})
  const buy = (_: typeof REQUEST, key: string) => {
    sent.push(key)
    return answer()
  }
  const purchase = createPurchase(provider, 'activation', buy)
  return {
    ...purchase,
    asked,
    sent,
    provider,
    status: () => purchase.getSnapshot().status,
    answerWith: (next: typeof answer) => {
      answer = next
    },
    inMemory: () => createPurchase({ ...provider, outcomeOf: undefined } as unknown as Provider, 'activation', buy),
  }
}

/** What a page leaves that is closed while it buys. */
export function leave({ ago = 0, isBought = false } = {}): void {
  const attempt = { key: 'left', request: REQUEST, startedAt: Date.now() - ago, isBought }
  createAttemptStorage({ id: 'hero-sms' }, 'activation').write(attempt)
}

export const nothing = () => {}

export function hold<T>() {
  let resolve: (value: T) => void = nothing
  const promise = new Promise<T>(settle => {
    resolve = settle
  })
  return { promise, resolve: (value: T) => resolve(value) }
}

import { compareMoney } from '../../../money/money.ts'
import { DECIMAL, equal, errorOf, failureOf, isTrue, matches } from '../assert.ts'
import { OTHER_KEY, openScene, turns } from '../scene.ts'
import { createHold } from '../wire.ts'
import type { CaseOf } from './case.ts'

export const accountCases: readonly CaseOf[] = [
  {
    name: 'tells the balance that stands in the books, before and after a purchase',
    run: async ({ provider, vendor, buy }) => {
      for (const step of [() => undefined, buy]) {
        await step()
        const balance = await provider.account.balance({})
        matches(balance.amount, DECIMAL, 'balance')
        equal(balance.currency, provider.currency, 'currency of the balance')
        const books = { amount: vendor.ledger.balance, currency: provider.currency }
        equal(compareMoney(balance, books), 0, `${balance.amount} beside ${books.amount} in the books`)
      }
    },
  },
  {
    name: 'a wrong key is an authentication error',
    run: async ({ suite }) => {
      const { provider } = openScene(suite, { key: OTHER_KEY })
      await errorOf(() => provider.account.balance({}), 'a balance with a wrong key', 'authentication')
    },
  },
  {
    name: 'an aborted call ends with the reason it was aborted for',
    run: async ({ provider, wire }) => {
      const reason = new Error('the caller has left')
      const before = await failureOf(
        () => provider.account.balance({ signal: AbortSignal.abort(reason) }),
        'aborted before',
      )
      isTrue(before === reason, 'aborted before: the reason itself is thrown')
      equal(wire.count, 0, 'requests of a call that was aborted before')
      const hold = createHold()
      wire.fault = hold.fault
      const controller = new AbortController()
      const reading = failureOf(() => provider.account.balance({ signal: controller.signal }), 'aborted meanwhile')
      for (let turn = 0; turn < 1_000 && hold.count === 0; turn += 1) await turns(1)
      controller.abort(reason)
      isTrue((await reading) === reason, 'aborted meanwhile: the reason itself is thrown')
    },
  },
]

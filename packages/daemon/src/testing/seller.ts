// A process that takes one order over HTTP and ends itself at one of its steps, for tests that look at what is left.
// Argument: its plan, as JSON. Prints how many steps it took, and the answer, when it lives to the end.
import type { IntentStore } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { openAccounts } from '../accounts/accounts.ts'
import { openLedger } from '../accounts/open-ledger.ts'
import { connect } from '../db/connect.ts'
import { createApp } from '../http/app.ts'
import { knownToken, tokenOf } from '../http/testing/guarded-app.ts'
import { NO_LIMITS, type PurchasePolicy } from '../purchase/policy.ts'
import type { SellPlan } from './sell-process.ts'

const { provider: at, url, killAt, key, body }: SellPlan = JSON.parse(process.argv[2] ?? '')
let steps = 0

const sql = new Proxy(connect({ url }), {
  apply: (target, self, args) => {
    // Before the request is written down; what comes after that are steps of the ledger.
    if (String(args[0]).includes('insert into') && String(args[0]).includes('purchase_requests')) step()
    return Reflect.apply(target, self, args)
  },
})
const database = { sql, schema: 'onesms' }
const budget = new Map([['USD', '100']])
const purchase: PurchasePolicy = {
  enabled: true,
  accountMode: 'exclusive',
  services: 'any',
  countries: 'any',
  maxPrice: budget,
  rentals: null,
  limits: { subject: NO_LIMITS, total: { ...NO_LIMITS, spendPerDay: budget } },
}
const hero = heroSms({ apiKey: at.apiKey, baseUrl: at.url })
const { activations } = hero
const providers = [{ ...hero, activations: { ...activations, purchase: mortal(activations.purchase) } }]
const store = mortalStore(openLedger(database, providers, purchase))
const app = createApp({
  database,
  providers,
  purchase,
  accounts: openAccounts({ providers, store, mode: 'exclusive' }),
  tokens: [knownToken('ann', ['purchase'])],
  isReady: () => true,
  onError: fail,
  triggerSync: async (_, { id }) => ({ provider: id, id: 1, state: 'running' }),
})
const response = await app.fetch(
  new Request('http://localhost/v1/activations', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${tokenOf('ann')}`,
      'idempotency-key': key,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  }),
)
process.stdout.write(`${JSON.stringify({ steps, status: response.status, body: await response.json() })}\n`, () =>
  process.exit(),
)

function fail(error: unknown): never {
  throw error
}

function mortal<Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) {
  return async (...args: Args): Promise<Result> => {
    step()
    const result = await call(...args)
    step()
    return result
  }
}

function mortalStore(store: IntentStore): IntentStore {
  return {
    ...store,
    insert: mortal(store.insert),
    begin: mortal(store.begin),
    transition: mortal(store.transition),
  }
}

function step(): void {
  steps += 1
  if (steps === killAt) process.kill(process.pid, 'SIGKILL')
}

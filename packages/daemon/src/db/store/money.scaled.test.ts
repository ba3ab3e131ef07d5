import { createClient, type Intent, type IntentStore, OneSmsError, PurchaseUnknownError } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, FakeClock, type HandlerApiFaults, serve } from '@onesms/sdk/testing'
import { expect, it } from 'vitest'
import { createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { createIntentStore } from './intents.ts'

const isFull = process.env['ONESMS_TEST_TIER'] === 'full'
const BUYS = isFull ? 20_000 : 400
const CALLERS = 64
/** By so much every constant of time is shorter: as much as leaves a busy machine time to answer. */
const SPEED = 40

const LOST_ANSWERS: readonly (keyof HandlerApiFaults)[] = [
  'commit-then-cut',
  'cut-before-commit',
  'commit-then-status',
  'unknown-word',
  'refusal-in-page',
  'double-commit',
  'duplicate-activation-id',
  'html',
  'empty',
  'truncated',
  'server-error',
  'reset-mid-body',
  'partial-answer',
  'v1-text-to-v2',
]
const LIST_FAULTS: readonly (keyof HandlerApiFaults)[] = ['list-error', 'list-truncated', 'list-lag', 'html', 'reset']

/** The time of this machine, so many times as fast. */
const fastClock = {
  now: () => performance.timeOrigin + performance.now() * SPEED,
  elapsed: () => performance.now() * SPEED,
  sleep: (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      signal?.throwIfAborted()
      const onAbort = () => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort)
        resolve()
      }, ms / SPEED)
      signal?.addEventListener('abort', onAbort, { once: true })
    }),
}

/** A store whose database lives in that time, too. */
function inFastTime(store: IntentStore): IntentStore {
  const age = (intent: Intent): Intent => ({ ...intent, age: intent.age * SPEED })
  return {
    insert: async draft => {
      const { created, intent } = await store.insert(draft)
      return { created, intent: age(intent) }
    },
    begin: async id => {
      const result = await store.begin(id)
      if (result.kind === 'begun') return { kind: 'begun', intent: age(result.intent) }
      if (result.kind === 'held') return { kind: 'held', by: age(result.by) }
      return { kind: 'refused', intent: result.intent && age(result.intent) }
    },
    transition: async (id, from, change) => {
      const result = await store.transition(id, from, change)
      if (result.kind === 'moved') return { kind: 'moved', intent: age(result.intent) }
      return result.kind === 'passed' ? { kind: 'passed', intent: result.intent && age(result.intent) } : result
    },
    get: async id => {
      const intent = await store.get(id)
      return intent && age(intent)
    },
    list: async (account, selection) => (await store.list(account, selection)).map(age),
    owners: (account, activationIds) => store.owners(account, activationIds),
  }
}

/** Numbers from 0 to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

it(`G02 ${BUYS} purchases over sockets and Postgres, three in ten of them with a fault: none lost, none double`, {
  timeout: isFull ? 600_000 : 60_000,
}, async () => {
  const random = randomOf(Number(process.env['ONESMS_TEST_SEED'] ?? 7))
  const pick = <T>(choices: readonly T[]) => choices[Math.floor(random() * choices.length)] as T
  const database = await createCatalogDatabase()
  const clock = new FakeClock(fastClock.now())
  const emulator = createHandlerApiEmulator({
    clock,
    balance: '10000000',
    autoSms: false,
    size: { services: 30, countries: 30 },
  })
  const server = await serve({
    fetch: request => {
      const action = new URL(request.url).searchParams.get('action') ?? ''
      const kinds = action === 'getNumberV2' ? LOST_ANSWERS : action === 'getActiveActivations' ? LIST_FAULTS : []
      const isSpoilt = kinds.length > 0 && random() < (kinds === LIST_FAULTS ? 0.1 : 0.3)
      if (!isSpoilt) return emulator.fetch(request)
      // The fault is taken before `fetch` gives way, so it meets this request.
      const undo = emulator.faults.inject({ kind: pick(kinds), action, times: 1 })
      const answer = emulator.fetch(request)
      undo()
      return answer
    },
  })
  let last = fastClock.elapsed()
  const passing = setInterval(() => {
    const now = fastClock.elapsed()
    void clock.advance(now - last)
    last = now
  }, 10)
  const client = createClient({
    provider: heroSms({
      apiKey: emulator.apiKey,
      baseUrl: `${server.url}/stubs/handler_api.php`,
      requestsPerSecond: 100_000,
    }),
    store: inFastTime(createIntentStore(database)),
    accountMode: 'exclusive',
    clock: fastClock,
  })
  const orders = emulator.catalog.countries.flatMap(country =>
    emulator.catalog
      .offersOf(country.id)
      .flatMap(({ service, stock }) => (stock > 1_000 ? [[service, country.id]] : [])),
  )

  const handed: string[] = []
  const ends = new Map<string, number>()
  const count = (end: string) => ends.set(end, (ends.get(end) ?? 0) + 1)
  let left = BUYS
  const caller = async () => {
    while (left > 0) {
      left -= 1
      const [service = '', country = ''] = pick(orders)
      const request = { service: { nativeId: service }, country: { nativeId: country }, maxPrice: '1000' }
      try {
        const activation = await client.activations.buy(request).catch(error => {
          if (!(error instanceof PurchaseUnknownError)) throw error
          count('unknown')
          return error.reconcile()
        })
        if (activation) handed.push(activation.id)
        count(activation ? 'handed' : 'nothing bought')
      } catch (error) {
        if (!OneSmsError.is(error)) throw error
        count(error.code)
      }
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, caller))
  // What was sold twice is found by a later look.
  await fastClock.sleep(180_000)

  const { sql } = database
  const rows = await sql<{ activation_id: string; state: string }[]>`
      select activation_id, state from onesms.purchase_intents where activation_id is not null`
  const stillOpen = await client.purchases.open()
  const sold = emulator.ledger.activations().map(({ id }) => `hero-sms:${id}`)
  const owned = new Map(rows.map(({ activation_id, state }) => [activation_id, state]))
  clearInterval(passing)
  await server.close()
  await database.drop()

  expect(stillOpen, JSON.stringify([...ends])).toEqual([])
  expect(sold.filter(id => !owned.has(id))).toEqual([]) // none lost
  expect(rows).toHaveLength(sold.length) // each owned once
  expect(new Set(handed).size).toBe(handed.length) // none handed to two callers
  const confirmed = rows.filter(({ state }) => state === 'confirmed').map(({ activation_id }) => activation_id)
  expect(confirmed.toSorted()).toEqual(handed.toSorted()) // no caller pays for a number that nobody got
  expect(ends.get('unknown')).toBeGreaterThan(BUYS / 10)
})

import { beforeEach, describe, expect, it, vi } from 'vitest'
import { PurchaseNotSentError } from '../../errors/purchase.ts'
import type { Provider } from '../../provider/provider.ts'
import type { PurchaseRequest } from '../../provider/purchase.ts'
import type { Clock } from '../../utils/clock.ts'
import type { Purchases, PurchasesOptions } from '../api.ts'
import type { IntentStore } from '../store.ts'
import { storm, TRAITS } from './scenario.ts'
import { simulate } from './simulate.ts'

// Each protection is taken away alone, by replacing a part from outside; the money test must notice.

const HOT = { buys: 3_000, keys: 20 }
/** Few callers, so that often no number is alive by which a false list could be recognised. */
const LONELY = { buys: 600, callers: 2, processes: 1, deaths: 0, outages: true }
const LAGGING = { ...LONELY, outages: false, lag: 60_000 }

const harm = ({ lost, overBought, stolen }: { lost: number; overBought: number; stolen: number }) =>
  lost + overBought + stolen

describe('G03 the money test has teeth', { timeout: 30_000 }, () => {
  beforeEach(() => vi.resetModules())

  it.each([
    ['hot keys', HOT],
    ['outages', LONELY],
    ['a list as slow as the provider says', { ...LAGGING, traits: { ...TRAITS, listLag: 60_000 } }],
  ])('is green with everything in place: %s', async (_, conditions) => {
    const report = await simulate(storm(conditions))
    expect(report).toMatchObject({ lost: 0, overBought: 0, stolen: 0 })
  })

  it('red: a purchase is repeated when its answer does not come', async () => {
    const report = await simulate(storm({ wrapProvider: repeatPurchases }))
    expect(report.overBought).toBeGreaterThan(0)
  })

  it('red: no intent is written down', async () => {
    const report = await simulate(storm({ build: buyWithoutLedger }))
    expect(report.lost).toBeGreaterThan(0)
  })

  it('red: numbers are judged while purchases of their kind are on the wire', async () => {
    const report = await simulate(storm({ ...HOT, wrapStore: store => withoutGate(withoutDrain(store)) }))
    expect(report.stolen).toBeGreaterThan(0)
  })

  it('red: others of the kind go on being bought, so that no list can be judged', async () => {
    const settledLate = (settling: readonly number[]) => settling.filter(age => age > 75_000).length
    expect(settledLate((await simulate(storm(HOT))).settling)).toBe(0)
    expect(settledLate((await simulate(storm({ ...HOT, wrapStore: withoutGate }))).settling)).toBeGreaterThan(0)
  })

  it('red: the horizon is 5 s and one sighting is enough', async () => {
    vi.doMock('../timing.ts', async original => ({ ...(await original<object>()), SIGHTINGS: 1 }))
    const { simulate } = await import('./simulate.ts')
    const { createPurchases } = await import('../purchases.ts')
    const report = await simulate(storm({ build: options => createPurchases(withHorizon(options, 5_000)) }))
    vi.doUnmock('../timing.ts')
    expect(report.overBought).toBeGreaterThan(0)
  })

  it('red: a list that failed is read as an empty one', async () => {
    const report = await simulate(storm({ ...LONELY, wrapProvider: readErrorsAsEmpty }))
    expect(harm(report)).toBeGreaterThan(0)
  })

  it('red: a look at a shared account forgets what earlier ones have shown', async () => {
    const shared = { buys: 200, mode: 'shared', foreignBuys: 100 } as const
    expect((await simulate(storm(shared))).writtenOff).toBe(0)
    expect((await simulate(storm({ ...shared, wrapStore: withoutCandidates }))).writtenOff).toBeGreaterThan(0)
  })

  it('red: the list is slower than the horizon allows for', async () => {
    const report = await simulate(storm(LAGGING))
    expect(report.overBought).toBeGreaterThan(0)
  })
})

function repeatPurchases(provider: Provider, clock: Clock): Provider {
  const { activations } = provider
  const purchase: typeof activations.purchase = async (order, call) => {
    const patience = () => clock.sleep(4_000).then(() => Promise.reject(new PurchaseNotSentError('no answer')))
    return Promise.race([activations.purchase(order, call), patience()])
  }
  return { ...provider, activations: { ...activations, purchase } }
}

/** Three attempts, as a client does that knows of no purchases. */
function buyWithoutLedger({ provider, clock }: PurchasesOptions): Purchases {
  const none = async () => []
  const attempt = async (request: PurchaseRequest) => {
    const order = { ...request, intentId: crypto.randomUUID() }
    const patience = clock.sleep(15_000).then(() => Promise.reject(new Error('no answer')))
    return await Promise.race([provider.activations.purchase(order, {}), patience])
  }
  return {
    buy: async request => {
      const again = () => attempt(request)
      const snapshot = await again()
        .catch(again)
        .catch(again)
        .catch(() => null)
      if (!snapshot) throw new PurchaseNotSentError('gave up')
      return { intent: {} as never, snapshot, durable: true }
    },
    rent: () => Promise.reject(new Error('rents nothing')),
    extend: () => Promise.reject(new Error('rents nothing')),
    reconcile: async () => null,
    resolve: async () => null,
    open: none,
    get: () => Promise.reject(new Error('no ledger')),
    orphans: none,
    ownerOf: async () => null,
    snapshotOf: async () => null,
    noteEnded: async () => {},
    close: async () => {},
  }
}

function withoutGate(store: IntentStore): IntentStore {
  return { ...store, insert: intent => store.insert({ ...intent, gateFor: 0 }) }
}

function withoutCandidates(store: IntentStore): IntentStore {
  return {
    ...store,
    transition: (id, from, { candidates, ...change }) =>
      candidates ? store.get(id).then(intent => ({ kind: 'passed', intent })) : store.transition(id, from, change),
  }
}

function withoutDrain(store: IntentStore): IntentStore {
  return {
    ...store,
    list: async (account, selection) =>
      (await store.list(account, selection)).filter(({ state, age }) => state !== 'sending' || age > 30_000),
  }
}

function withHorizon(options: PurchasesOptions, horizon: number): PurchasesOptions {
  const traits = { ...options.provider.traits, purchaseTimeout: horizon, latestCommit: 0, listLag: 0 }
  return { ...options, provider: { ...options.provider, traits } }
}

function readErrorsAsEmpty(provider: Provider): Provider {
  const { activations } = provider
  return {
    ...provider,
    activations: { ...activations, list: async call => (await activations.list?.(call).catch(() => [])) ?? [] },
  }
}

import { createMemoryStore, type IntentState, type IntentStore } from '@onesms/sdk'
import { beforeEach, describe, expect, it } from 'vitest'
import { PurchaseRefusedError } from '../purchase/refused-error.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { observeStore } from './observe-store.ts'

let metrics: Metrics
let store: IntentStore
beforeEach(() => {
  metrics = createMetrics()
  store = observeStore(createMemoryStore(), metrics)
})

const draft = (id: string, more: object = {}) => ({
  id,
  account: 'alpha',
  idempotencyKey: null,
  maxPrice: '1',
  gateFor: null,
  activationId: null,
  snapshot: null,
  flags: [],
  state: 'prepared' as const,
  targets: [],
  ...more,
})
const told = async (name: string) => {
  const text = await metrics.registry.getSingleMetricAsString(name)
  return text.split('\n').filter(line => !line.startsWith('#') && line !== '')
}
const snapshot = { price: { amount: '0.25', currency: 'USD' } } as never
const take = (id: string, from: readonly IntentState[], change: object) => store.transition(id, from, change)

describe('a store that is observed', () => {
  it('counts what becomes of purchases, what they cost, and what was found again', async () => {
    for (const id of ['a', 'b', 'c']) {
      await store.insert(draft(id))
      await store.begin(id)
    }
    await take('a', ['sending'], { state: 'confirmed', activationId: '1', snapshot })
    await take('b', ['sending'], { state: 'unknown', doubt: 'no answer' })
    await take('b', ['sending'], { state: 'rejected' }) // somebody was faster: it does not count
    await take('b', ['unknown'], { state: 'confirmed', activationId: '2', snapshot })
    await take('c', ['sending'], { state: 'confirmed', activationId: '2', snapshot }) // owned already
    await take('a', ['confirmed'], { ended: true })
    expect(await told('onesms_purchases_total')).toEqual([
      'onesms_purchases_total{account="alpha",result="confirmed"} 2',
      'onesms_purchases_total{account="alpha",result="unknown"} 1',
    ])
    expect(await told('onesms_purchase_adopted_total')).toEqual(['onesms_purchase_adopted_total{account="alpha"} 1'])
    expect(await told('onesms_purchase_duplicate_id_total')).toEqual([
      'onesms_purchase_duplicate_id_total{account="alpha"} 1',
    ])
    expect(await told('onesms_spend_minor_units_total')).toEqual([
      'onesms_spend_minor_units_total{account="alpha",currency="USD"} 50',
    ])
  })

  it('counts each number that is nobody’s once', async () => {
    const orphan = draft('o', { state: 'orphan', activationId: '9', flags: ['surplus'] })
    await store.insert(orphan)
    await store.insert(orphan)
    await store.insert(draft('p', { state: 'orphan', activationId: '10' }))
    expect(await told('onesms_purchase_orphans_total')).toEqual([
      'onesms_purchase_orphans_total{account="alpha",kind="surplus"} 1',
      'onesms_purchase_orphans_total{account="alpha",kind="unattributed"} 1',
    ])
  })

  it('counts what a limit stopped, by the limit', async () => {
    const refused = new PurchaseRefusedError('too many', {
      code: 'limit_reached',
      limit: 'subject.perMinute',
      until: null,
    })
    store = observeStore({ ...createMemoryStore(), insert: () => Promise.reject(refused) }, metrics)
    await expect(store.insert(draft('a'))).rejects.toBe(refused)
    expect(await told('onesms_spend_limit_hits_total')).toEqual([
      'onesms_spend_limit_hits_total{limit="subject.perMinute"} 1',
    ])
  })
})

import { describe, expect, it } from 'vitest'
import { IntentStoreError } from '../errors/purchase.ts'
import { createScene, HORIZON, TELEGRAM } from './__fixtures__/scene.ts'
import type { IntentStore } from './store.ts'
import { PurchaseUnknownError } from './unknown-error.ts'

describe('a ledger that fails', () => {
  const failing = (step: 'insert' | 'begin' | 'transition', after = false) => {
    const faults = { left: Number.POSITIVE_INFINITY }
    const wrap = (store: IntentStore): IntentStore => {
      const fail = async (work: () => Promise<unknown>) => {
        if (faults.left-- <= 0) return work()
        if (after) await work()
        throw Object.assign(new Error('password=secret'), { code: '53100' })
      }
      return {
        ...store,
        [step]: (...args: never[]) => fail(() => (store[step] as (...a: never[]) => Promise<unknown>)(...args)),
      }
    }
    return { wrap, faults }
  }

  it.each(['insert', 'begin'] as const)('P31 refuses %s: nothing is sent', async step => {
    const { purchases, account } = createScene({ store: failing(step).wrap })
    const error = await purchases.buy(TELEGRAM).catch(error => error)
    expect(error).toBeInstanceOf(IntentStoreError)
    expect(error.message).toContain('53100')
    expect(JSON.stringify(error)).not.toContain('secret')
    expect(account.wire).toEqual([])
    await purchases.close()
  })

  it('P30 the acknowledgement of the commit is lost: nothing is sent, and the ledger says so', async () => {
    const { purchases, account, store, clock } = createScene({ store: failing('begin', true).wrap })
    await expect(purchases.buy(TELEGRAM)).rejects.toThrow(IntentStoreError)
    await clock.advance(0)
    expect(account.wire).toEqual([])
    expect(await store.list('made-up', 'open')).toEqual([])
    await purchases.close()
  })

  it('P32 refuses the answer: the caller gets the number, and it is written down later', async () => {
    const { wrap, faults } = failing('transition')
    const { purchases, store, clock, account } = createScene({ store: wrap })
    const { intent, snapshot, durable } = await purchases.buy(TELEGRAM)
    expect(durable).toBe(false)
    await clock.advance(40_000)
    expect(await store.get(intent.id)).toMatchObject({ state: 'sending' })
    faults.left = 0
    await clock.advance(40_000)
    expect(await store.get(intent.id)).toMatchObject({ state: 'confirmed', activationId: snapshot.id })
    expect(account.wire).toHaveLength(1)
    await purchases.close()
  })

  it('P16 P32 a number that is not written down yet has an owner all the same', async () => {
    const { wrap, faults } = failing('transition')
    const { purchases, account, clock } = createScene({ store: wrap })
    const first = await purchases.buy(TELEGRAM)
    account.answers.push(async () => first.snapshot)
    const second = await purchases.buy(TELEGRAM).catch(error => error)
    expect(second).toBeInstanceOf(PurchaseUnknownError)
    faults.left = 0
    await clock.advance(60_000)
    expect(await purchases.get(first.intent.id)).toMatchObject({ activationId: first.snapshot.id })
    await clock.advance(HORIZON)
    expect(await second.reconcile()).toBeNull()
    await purchases.close()
  })

  it('P32 a crash before that: the number is found', async () => {
    const { wrap, faults } = failing('transition')
    const before = createScene({ store: wrap })
    const { intent, snapshot } = await before.purchases.buy(TELEGRAM)
    await before.purchases.close() // as much as a crash does: what could not be written is gone
    faults.left = 0
    const after = createScene({ after: before })
    await before.clock.advance(60_000)
    expect(await after.purchases.reconcile(intent.id)).toEqual(snapshot)
    await after.purchases.close()
  })
})

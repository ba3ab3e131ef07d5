import { describe, expect, it } from 'vitest'
import { InvalidTransitionError } from '../errors/activation.ts'
import { OutOfStockError } from '../errors/catalog.ts'
import { PurchaseNotSentError } from '../errors/purchase.ts'
import { UnexpectedResponseError } from '../errors/transport.ts'
import { createScene, HORIZON, type Scene, silence, TELEGRAM } from './__fixtures__/scene.ts'
import type { IntentStore } from './store.ts'

const KEY = { idempotencyKey: 'k' }

/** Sells a number, and says so 5 s later. */
const sellSlowly = (scene: Scene, after = 5_000) =>
  scene.account.answers.push(async ({ service }) => {
    await scene.clock.sleep(after)
    return scene.account.sell(String(service))
  })

describe('a step of the ledger that is taken, and whose acknowledgement is lost', () => {
  const losing = (state: string) => (store: IntentStore) => {
    let isLost = false
    const transition: IntentStore['transition'] = async (id, from, change) => {
      const result = await store.transition(id, from, change)
      if (change.state !== state || isLost) return result
      isLost = true
      throw new Error('no acknowledgement')
    }
    return { ...store, transition }
  }

  it('P04 P30 «not sent» is not written over a second send by the same key', async () => {
    const scene = createScene({ store: losing('not_sent'), mode: 'shared' })
    const { purchases, account, clock } = scene
    account.answers.push(() => Promise.reject(new PurchaseNotSentError('refused')))
    sellSlowly(scene)
    await expect(purchases.buy(TELEGRAM, KEY)).rejects.toThrow(PurchaseNotSentError)
    const bought = purchases.buy(TELEGRAM, KEY)
    await clock.advance(5_000) // a write that is tried again after 1 s would fall into this
    const { snapshot } = await bought
    expect(await purchases.buy(TELEGRAM, KEY)).toMatchObject({ snapshot })
    expect(account.wire).toHaveLength(2)
    await purchases.close()
  })
})

describe('between the commit and the send', () => {
  it('P44 nothing is sent when the caller left while it was committed', async () => {
    const controller = new AbortController()
    const leave = (store: IntentStore): IntentStore => ({
      ...store,
      begin: async id => {
        const result = await store.begin(id)
        controller.abort('enough')
        return result
      },
    })
    const { purchases, account, clock } = createScene({ store: leave })
    await expect(purchases.buy(TELEGRAM, { ...KEY, signal: controller.signal })).rejects.toBe('enough')
    await clock.advance(0)
    expect(account.wire).toEqual([])
    expect(await purchases.open()).toEqual([])
    await purchases.close()
  })

  it('P29 nothing is sent when the commit took so long that others may have given it up', async () => {
    const slow = (store: IntentStore): IntentStore => ({
      ...store,
      begin: async id => {
        const result = await store.begin(id)
        await scene.clock.sleep(300_000)
        return result
      },
    })
    const scene: Scene = createScene({ store: slow })
    const elsewhere = createScene({ after: scene })
    const failed = scene.purchases.buy(TELEGRAM).catch(error => error)
    await scene.clock.advance(300_000)
    expect(await failed).toBeInstanceOf(PurchaseNotSentError)
    expect(elsewhere.heard('purchase:resolved')).toBe(1)
    expect(scene.account.wire).toEqual([])
    await Promise.all([scene.purchases.close(), elsewhere.purchases.close()])
  })
})

describe('a key that was used', () => {
  it('P22 P28 answers what it bought, also when the price has risen above the cap since', async () => {
    const { purchases, account } = createScene({ traits: { priceCap: false } })
    const capped = { ...TELEGRAM, maxPrice: '0.30' }
    const { snapshot } = await purchases.buy(capped, KEY)
    account.lowestPrice = '0.50'
    expect(await purchases.buy(capped, KEY)).toMatchObject({ snapshot })
    expect(account.wire).toHaveLength(1)
    await purchases.close()
  })

  it('P44 keeps the number for a caller who comes while it is written down for nobody', async () => {
    const controller = new AbortController()
    let joined: Promise<unknown> | undefined
    const join = (store: IntentStore): IntentStore => ({
      ...store,
      transition: (id, from, change) => {
        if (change.state === 'confirmed') joined ??= scene.purchases.buy(TELEGRAM, KEY)
        return store.transition(id, from, change)
      },
    })
    const scene: Scene = createScene({ store: join })
    sellSlowly(scene)
    scene.purchases.buy(TELEGRAM, { ...KEY, signal: controller.signal }).catch(() => {})
    await scene.clock.advance(1_000)
    controller.abort('enough')
    await scene.clock.advance(4_000)
    expect(await joined).toMatchObject({ intent: { state: 'confirmed', flags: [] } })
    expect(scene.heard('purchase:unwanted')).toBe(0)
    await scene.purchases.close()
  })
})

describe('a number that our own answer names, when its purchase was given another', () => {
  it('P17 late, where nothing is listed: it is written down, and given back', async () => {
    const scene = createScene({ traits: { openList: null }, mode: 'shared' })
    const other = scene.account.sell()
    sellSlowly(scene, 40_000)
    const unknown = scene.purchases.buy(TELEGRAM).catch(error => error)
    await scene.clock.advance(30_000)
    await scene.purchases.resolve((await unknown).intentId, other.id)
    await scene.clock.advance(10_000)
    expect(await scene.purchases.orphans()).toMatchObject([{ activationId: 'made-up:4712', flags: ['surplus'] }])
    expect(scene.heard('purchase:unwanted')).toBe(1)
    await scene.purchases.close()
  })

  it('P17 P29 in time, but after another process took the purchase for abandoned', async () => {
    const scene = createScene({ traits: { openList: null } })
    const other = scene.account.sell()
    sellSlowly(scene)
    const bought = scene.purchases.buy(TELEGRAM)
    await scene.clock.advance(1_000)
    const [sending] = await scene.purchases.open()
    const theirs = { state: 'confirmed', activationId: other.id, snapshot: other } as const
    await scene.store.transition(String(sending?.id), ['sending'], theirs)
    await scene.clock.advance(4_000)
    expect((await bought).snapshot).toEqual(other)
    expect(await scene.purchases.orphans()).toMatchObject([{ activationId: 'made-up:4712' }])
    await scene.purchases.close()
  })
})

it('P03 P29 what is charged after the horizon is found also when the process was restarted meanwhile', async () => {
  const before = createScene({ mode: 'shared' })
  before.account.answers.push(silence)
  before.purchases.buy(TELEGRAM).catch(() => {})
  await before.clock.advance(31_000)
  await before.purchases.close()
  const after = createScene({ mode: 'shared', after: before })
  await before.clock.advance(HORIZON)
  expect(after.heard('purchase:resolved')).toBe(1)
  const late = before.account.sell()
  await before.clock.advance(30_000)
  expect(await after.purchases.orphans()).toMatchObject([{ activationId: late.id }])
  await after.purchases.close()
})

describe('an answer that comes while its silence is written down', () => {
  const slow = (store: IntentStore): IntentStore => ({
    ...store,
    transition: async (id, from, change) => {
      if (change.doubt) await scene.clock.sleep(5_000)
      return store.transition(id, from, change)
    },
  })
  let scene: Scene
  const answerLate = async (answer: () => Promise<never>) => {
    scene = createScene({ store: slow, traits: { openList: null }, mode: 'shared' })
    scene.account.answers.push(async () => {
      await scene.clock.sleep(32_000)
      return answer()
    })
    const failed = scene.purchases.buy(TELEGRAM).catch(error => error)
    await scene.clock.advance(40_000)
    return failed
  }

  it('P17 P18 proves that nothing was bought', async () => {
    const error = await answerLate(() => Promise.reject(new OutOfStockError('NO_NUMBERS', { rejected: true })))
    expect(error).toMatchObject({ code: 'provider_unavailable', rejected: true })
    expect(await scene.purchases.open()).toEqual([])
    await scene.purchases.close()
  })

  it('P11 P17 names the number', async () => {
    const error = await answerLate(() => {
      const { nativeId } = scene.account.sell()
      return Promise.reject(new UnexpectedResponseError('half', { reason: 'shape', activationId: nativeId }))
    })
    await scene.clock.advance(5_000)
    expect(await error.reconcile()).toMatchObject({ id: 'made-up:4711' })
    await scene.purchases.close()
  })
})

describe('an orphan that is given to a purchase', () => {
  const orphaned = async (store?: (store: IntentStore) => IntentStore) => {
    const scene = createScene({ mode: 'shared', ...(store && { store }) })
    const { intent } = await scene.purchases.buy(TELEGRAM)
    const stranger = scene.account.sell('whatsapp')
    await scene.clock.advance(30_000)
    scene.account.open.delete(stranger.id) // no list shows it again
    return { scene, intent, stranger }
  }

  it('P03 stays an orphan when the purchase is settled', async () => {
    const { scene, intent, stranger } = await orphaned()
    await expect(scene.purchases.resolve(intent.id, stranger.id)).rejects.toThrow(InvalidTransitionError)
    expect(await scene.purchases.orphans()).toMatchObject([{ activationId: stranger.id }])
    await scene.purchases.close()
  })

  it('P03 P31 is an orphan again when the ledger refuses', async () => {
    const refusing = (store: IntentStore): IntentStore => ({
      ...store,
      transition: async (id, from, change) => {
        if (from.includes('not_purchased') && change.state === 'confirmed' && !from.includes('sending')) {
          throw new Error('the disk is full')
        }
        return store.transition(id, from, change)
      },
    })
    const { scene, stranger } = await orphaned(refusing)
    scene.account.answers.push(() => Promise.reject(new Error('a page')))
    const { intentId } = await scene.purchases.buy(TELEGRAM).catch(error => error)
    await expect(scene.purchases.resolve(intentId, stranger.id)).rejects.toThrow('transition')
    expect(await scene.purchases.orphans()).toMatchObject([{ activationId: stranger.id }])
    await scene.purchases.close()
  })
})

describe('a number that is being given back goes to nobody', () => {
  it('P44 not to the key whose caller left', async () => {
    const scene = createScene()
    const { purchases, clock, account } = scene
    sellSlowly(scene)
    const controller = new AbortController()
    const leaving = purchases.buy(TELEGRAM, { ...KEY, signal: controller.signal }).catch(error => error)
    await clock.advance(1_000)
    controller.abort('enough')
    await leaving
    await clock.advance(5_000)
    await expect(purchases.buy(TELEGRAM, KEY)).rejects.toThrow(InvalidTransitionError)
    expect(account.wire).toHaveLength(1)
    await purchases.close()
  })

  it('P06 nor to an unknown purchase that somebody wants to settle with it', async () => {
    const { purchases, account, clock } = createScene()
    account.answers.push(async () => {
      account.sell()
      return account.sell()
    })
    await purchases.buy(TELEGRAM)
    await clock.advance(30_000)
    account.answers.push(silence)
    const unknown = purchases.buy(TELEGRAM).catch(error => error)
    await clock.advance(30_000)
    const { intentId } = await unknown
    const surplus = (await purchases.orphans())[0]
    expect(surplus?.flags).toEqual(['surplus'])
    await expect(purchases.resolve(intentId, surplus?.activationId ?? '')).rejects.toThrow('is being given back')
    expect(await purchases.orphans()).toHaveLength(1)
    await purchases.close()
  })
})

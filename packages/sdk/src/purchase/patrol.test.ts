import { describe, expect, it } from 'vitest'
import { createScene, HORIZON, silence, TELEGRAM } from './__fixtures__/scene.ts'

const LIFE = 21 * 60_000

describe('the patrol', () => {
  it('E15 has no timer before anything is bought, and none when nothing can live any more', async () => {
    const { purchases, account, clock } = createScene()
    await clock.advance(LIFE)
    expect(account.lists).toBe(0)
    expect(clock.sleeping).toBe(0)
    await purchases.buy(TELEGRAM)
    await purchases.noteEnded('made-up:4711')
    account.open.clear()
    await clock.advance(LIFE)
    expect(clock.sleeping).toBe(0)
    expect(account.lists).toBe(41) // every 30 s of 21 min, the last one excepted
    await purchases.close()
  })

  it('E15 close() leaves no timer and lets nobody wait', async () => {
    const { purchases, account, clock } = createScene()
    account.answers.push(silence)
    const outcome = purchases.buy(TELEGRAM).catch(error => error)
    await clock.advance(30_000)
    const error = await outcome
    const waiting = error.reconcile().catch((again: unknown) => again)
    await clock.advance(1_000)
    await purchases.close()
    expect(await waiting).toMatchObject({ code: 'purchase_unknown', intentId: error.intentId })
    expect(clock.sleeping).toBe(0)
  })

  it('G18 asks for one list in 5 s, however many purchases are unknown', async () => {
    const { purchases, account, clock } = createScene()
    const services = Array.from({ length: 50 }, (_, index) => `s${index}`)
    account.answers.push(...services.map(() => silence))
    const lost = services.map(service => purchases.buy({ service, country: 'GB' }).catch(error => error))
    await clock.advance(30_000)
    await Promise.all(lost)
    account.lists = 0
    const all = Promise.all(lost.map(async error => (await error).reconcile()))
    await clock.advance(50_000)
    expect(account.lists).toBeLessThanOrEqual(11)
    await clock.advance(HORIZON)
    expect(await all).toEqual(services.map(() => null))
    await purchases.close()
  })

  it('P29 takes over what a process left behind: sent without an answer, written down and never sent', async () => {
    const before = createScene()
    before.account.answers.push(async order => {
      before.account.sell()
      return silence(order)
    })
    before.purchases.buy(TELEGRAM).catch(() => {})
    await before.clock.advance(0)
    const [sending] = await before.store.list('made-up', 'open')
    await before.store.insert({
      id: 'left',
      account: 'made-up',
      idempotencyKey: null,
      targets: [],
      maxPrice: null,
      gateFor: 0,
      state: 'prepared',
      activationId: null,
      snapshot: null,
      flags: [],
    })
    before.account.answers.push(silence)
    const after = createScene({ after: before })
    await before.clock.advance(70_000)
    expect(await after.purchases.get('left')).toMatchObject({ state: 'failed' })
    expect(await after.purchases.get(sending?.id ?? '')).toMatchObject({ state: 'confirmed' })
    expect(before.account.wire).toHaveLength(1)
    await Promise.all([before.purchases.close(), after.purchases.close()])
  })

  it('forgets a number that nobody ended when its time is over', async () => {
    const { purchases, store, clock } = createScene()
    await purchases.buy(TELEGRAM)
    expect(await store.list('made-up', 'alive')).toHaveLength(1)
    await clock.advance(LIFE)
    await purchases.buy({ ...TELEGRAM, service: 'whatsapp' })
    await clock.advance(31_000)
    expect(await store.list('made-up', 'alive')).toMatchObject([{ activationId: 'made-up:4712' }])
    await purchases.close()
  })

  it('a listener that throws does no harm', async () => {
    const { purchases, events } = createScene()
    events.push = () => {
      throw new Error('listener')
    }
    expect((await purchases.buy(TELEGRAM)).durable).toBe(true)
    await purchases.close()
  })
})

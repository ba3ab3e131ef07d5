import { describe, expect, it } from 'vitest'
import { OutOfStockError } from '../errors/catalog.ts'
import { ProviderUnavailableError, UnexpectedResponseError } from '../errors/transport.ts'
import { lose } from './__fixtures__/lose.ts'
import { createScene, HORIZON, type Scene, silence, TELEGRAM } from './__fixtures__/scene.ts'
import { PurchaseUnknownError } from './unknown-error.ts'

const page = () => Promise.reject(new UnexpectedResponseError('a page', { reason: 'html', status: 502 }))

describe('an unknown purchase', () => {
  it('P01 charged, answer lost: it is found on the list', async () => {
    const scene = createScene()
    const error = await lose(scene, true)
    const found = error.reconcile()
    await scene.clock.advance(5_000)
    expect(await found).toMatchObject({ id: 'made-up:4711' })
    expect(scene.account.wire).toHaveLength(1)
    expect(scene.heard('purchase:unknown')).toBe(1)
    expect(scene.heard('purchase:resolved')).toBe(1)
    expect(await scene.purchases.get(error.intentId)).toMatchObject({ state: 'confirmed' })
    await scene.purchases.close()
  })

  it('P02 lost before it was charged: closed after the horizon, not before', async () => {
    const scene = createScene()
    const error = await lose(scene)
    await scene.clock.advance(HORIZON - 30_000 - 1)
    expect(await scene.purchases.get(error.intentId)).toMatchObject({ state: 'unknown' })
    await scene.clock.advance(5_001)
    expect(await error.reconcile()).toBeNull()
    expect(await scene.purchases.get(error.intentId)).toMatchObject({ state: 'not_purchased' })
    await scene.purchases.close()
  })

  it('P02 P28 its key then says that nothing was bought, and buys nothing', async () => {
    const scene = createScene()
    scene.account.answers.push(silence)
    const outcome = scene.purchases.buy(TELEGRAM, { idempotencyKey: 'k' }).catch(error => error)
    await scene.clock.advance(30_000)
    const unknown = await scene.purchases.buy(TELEGRAM, { idempotencyKey: 'k' }).catch(error => error)
    expect(unknown).toMatchObject({ code: 'purchase_unknown', intentId: (await outcome).intentId })
    await scene.clock.advance(HORIZON)
    const closed = await scene.purchases.buy(TELEGRAM, { idempotencyKey: 'k' }).catch(error => error)
    expect(closed).toBeInstanceOf(ProviderUnavailableError)
    expect(closed).toMatchObject({ rejected: true })
    expect(scene.account.wire).toHaveLength(1)
    await scene.purchases.close()
  })

  it('P03 charged 20 s after we gave up: adopted', async () => {
    const scene = createScene()
    const error = await lose(scene)
    await scene.clock.advance(20_000)
    const late = scene.account.sell()
    await scene.clock.advance(5_000)
    expect(await error.reconcile()).toEqual(late)
    await scene.purchases.close()
  })

  it('P03 charged after the horizon: an orphan, told within 30 s, that can be given to its purchase', async () => {
    const scene = createScene({ mode: 'shared' })
    const error = await lose(scene)
    await scene.clock.advance(HORIZON)
    const late = scene.account.sell()
    await scene.clock.advance(30_000)
    expect(await scene.purchases.orphans()).toMatchObject([{ state: 'orphan', activationId: late.id, flags: [] }])
    expect(await scene.purchases.resolve(error.intentId, late.id)).toEqual(late)
    expect(await scene.purchases.orphans()).toEqual([])
    expect(await error.reconcile()).toEqual(late)
    await scene.purchases.close()
  })

  it('P06 sold twice for one request: one confirmed, the other found and given back', async () => {
    const scene = createScene()
    scene.account.answers.push(async () => {
      scene.account.sell()
      return scene.account.sell()
    })
    const { snapshot } = await scene.purchases.buy(TELEGRAM)
    await scene.clock.advance(30_000)
    expect(snapshot.id).toBe('made-up:4712')
    expect(await scene.purchases.orphans()).toMatchObject([{ activationId: 'made-up:4711', flags: ['surplus'] }])
    expect(scene.heard('purchase:orphan')).toBe(1)
    expect(scene.heard('purchase:unwanted')).toBe(1)
    await scene.clock.advance(60_000)
    expect(scene.heard('purchase:orphan')).toBe(1)
    await scene.purchases.close()
  })

  it('P07 a page after the charge: adopted; P08 without: closed', async () => {
    const scene = createScene()
    scene.account.answers.push(async () => {
      scene.account.sell()
      return page()
    })
    const charged = await scene.purchases.buy(TELEGRAM).catch(error => error)
    await scene.clock.advance(5_000)
    expect(await charged.reconcile()).toMatchObject({ id: 'made-up:4711' })

    scene.account.answers.push(page)
    const uncharged = await scene.purchases.buy(TELEGRAM).catch(error => error)
    await scene.clock.advance(HORIZON + 5_000)
    expect(await uncharged.reconcile()).toBeNull()
    await scene.purchases.close()
  })

  it('P16 one number for two purchases: the first owns it, the second is in doubt', async () => {
    const scene = createScene()
    const twice = async () => scene.account.open.get('made-up:4711') ?? scene.account.sell()
    scene.account.answers.push(twice, twice)
    const first = await scene.purchases.buy(TELEGRAM)
    const second = await scene.purchases.buy(TELEGRAM).catch(error => error)
    expect(second).toBeInstanceOf(PurchaseUnknownError)
    expect(second.message).toContain(first.snapshot.id)
    await scene.clock.advance(HORIZON + 10_000)
    expect(await second.reconcile()).toBeNull()
    expect(await scene.purchases.get(first.intent.id)).toMatchObject({ activationId: 'made-up:4711' })
    await scene.purchases.close()
  })

  it.each([
    ['a number', async (scene: Scene) => scene.account.sell(), 'confirmed'],
    ['a refusal', () => Promise.reject(new OutOfStockError('NO_NUMBERS', { rejected: true })), 'not_purchased'],
  ] as const)('P17 %s that comes after our time is up settles it', async (_, answer, state) => {
    const scene = createScene({ traits: { openList: null } })
    scene.account.answers.push(async () => {
      await scene.clock.sleep(40_000)
      return answer(scene)
    })
    const outcome = scene.purchases.buy(TELEGRAM).catch(error => error)
    await scene.clock.advance(30_000)
    const { intentId } = await outcome
    expect(await scene.purchases.get(intentId)).toMatchObject({ state: 'unknown' })
    await scene.clock.advance(10_000)
    expect(await scene.purchases.get(intentId)).toMatchObject({ state })
    expect(scene.heard('purchase:resolved')).toBe(1)
    await scene.purchases.close()
  })

  it('P11 a half-readable answer proves which number is ours, also on a shared account', async () => {
    const scene = createScene({ mode: 'shared' })
    scene.account.answers.push(async () => {
      scene.account.sell() // somebody else's
      const { nativeId } = scene.account.sell()
      throw new UnexpectedResponseError('half', { reason: 'shape', activationId: nativeId })
    })
    const error = await scene.purchases.buy(TELEGRAM).catch(error => error)
    await scene.clock.advance(5_000)
    expect(await error.reconcile()).toMatchObject({ id: 'made-up:4712' })
    await scene.purchases.close()
  })

  it.each(['proven', 'unproven', 'none'] as const)(
    'P33 P34 silence until the end is one request, whatever is known of the reference (%s)',
    async honoursReference => {
      const scene = createScene({ traits: { honoursReference } })
      const error = await lose(scene, true)
      await scene.clock.advance(5_000)
      expect(await error.reconcile()).toMatchObject({ id: 'made-up:4711' })
      expect(scene.account.wire).toHaveLength(1)
      await scene.purchases.close()
    },
  )

  it('P35 a list that fails is no sighting', async () => {
    const scene = createScene()
    const error = await lose(scene)
    scene.account.list = () => Promise.reject(new ProviderUnavailableError('ERROR_SQL'))
    await scene.clock.advance(600_000)
    expect(await scene.purchases.get(error.intentId)).toMatchObject({ state: 'unknown' })
    scene.account.list = async () => []
    await scene.clock.advance(90_000)
    expect(await scene.purchases.get(error.intentId)).toMatchObject({ state: 'not_purchased' })
    await scene.purchases.close()
  })

  it('P36 a list from which a living number is missing is no sighting', async () => {
    const scene = createScene()
    const { snapshot } = await scene.purchases.buy({ ...TELEGRAM, service: 'whatsapp' })
    const error = await lose(scene)
    scene.account.list = async () => []
    await scene.clock.advance(HORIZON + 60_000)
    expect(await scene.purchases.get(error.intentId)).toMatchObject({ state: 'unknown' })
    scene.account.open.delete(snapshot.id) // it has ended, and nobody told us
    await scene.clock.advance(60_000)
    expect(await scene.purchases.get(error.intentId)).toMatchObject({ state: 'not_purchased' })
    await scene.purchases.close()
  })

  it('P37 a list that is 30 s late misleads nobody when the provider is known for it', async () => {
    const scene = createScene({ traits: { listLag: 30_000 } })
    const error = await lose(scene)
    await scene.clock.advance(60_000 + 30_000 - 1) // charged at the last moment, shown as late as can be
    const late = scene.account.sell()
    await scene.clock.advance(6_000)
    expect(await error.reconcile()).toEqual(late)
    await scene.purchases.close()
  })

  it('P38 a clock of the provider that is 3 h off does not matter', async () => {
    const scene = createScene()
    const error = await lose(scene)
    const sold = scene.account.sell('telegram', { createdAt: new Date(scene.clock.now() - 3 * 3_600_000) })
    await scene.clock.advance(5_000)
    expect(await error.reconcile()).toEqual(sold)
    await scene.purchases.close()
  })

  it('P45 nor does our own: the horizon is a length of time', async () => {
    const scene = createScene()
    const error = await lose(scene)
    scene.clock.set(scene.clock.now() + 3_600_000)
    await scene.clock.advance(20_000)
    expect(await scene.purchases.get(error.intentId)).toMatchObject({ state: 'unknown' })
    scene.clock.set(scene.clock.now() - 7_200_000)
    await scene.clock.advance(HORIZON - 50_000 + 5_000)
    expect(await scene.purchases.get(error.intentId)).toMatchObject({ state: 'not_purchased' })
    await scene.purchases.close()
  })
})

import { describe, expect, it } from 'vitest'
import { InvalidTransitionError, NotFoundError } from '../errors/activation.ts'
import { UnexpectedResponseError } from '../errors/transport.ts'
import { lose } from './__fixtures__/lose.ts'
import { createScene, HORIZON, type SceneOptions, silence, TELEGRAM } from './__fixtures__/scene.ts'
import { PurchaseUnknownError } from './unknown-error.ts'

describe('on a shared account', () => {
  const shared: SceneOptions = { mode: 'shared' }

  it('P39 a number of the kind is a candidate, never adopted; a person decides', async () => {
    const scene = createScene(shared)
    const error = await lose(scene)
    const human = scene.account.sell()
    await scene.clock.advance(HORIZON + 60_000)
    const [open] = await scene.purchases.open()
    expect(open).toMatchObject({ id: error.intentId, state: 'unknown', candidates: [human] })
    const again = await error.reconcile().catch(error => error)
    expect(again).toBeInstanceOf(PurchaseUnknownError)
    expect(again.candidates).toEqual([human])
    expect(await scene.purchases.resolve(error.intentId, 'none')).toBeNull()
    await scene.clock.advance(30_000)
    expect(await scene.purchases.orphans()).toMatchObject([{ activationId: human.id, flags: [] }])
    expect(scene.heard('purchase:unwanted')).toBe(0)
    await scene.purchases.close()
  })

  it('P39 exclusive: the same number is adopted', async () => {
    const scene = createScene()
    const error = await lose(scene)
    const human = scene.account.sell()
    await scene.clock.advance(5_000)
    expect(await error.reconcile()).toEqual(human)
    await scene.purchases.close()
  })

  it('the caller may say which it was', async () => {
    const scene = createScene(shared)
    const error = await lose(scene, true)
    scene.account.sell()
    expect(await scene.purchases.resolve(error.intentId, 'made-up:4711')).toMatchObject({ id: 'made-up:4711' })
    await expect(scene.purchases.resolve(error.intentId, 'none')).rejects.toThrow(InvalidTransitionError)
    const other = await lose(scene)
    await expect(scene.purchases.resolve(other.intentId, 'made-up:4711')).rejects.toThrow(InvalidTransitionError)
    await expect(scene.purchases.resolve(other.intentId, 'made-up:1')).rejects.toThrow(NotFoundError)
    await expect(scene.purchases.resolve('nobody', 'none')).rejects.toThrow(NotFoundError)
    await expect(scene.purchases.reconcile('nobody')).rejects.toThrow(NotFoundError)
    await scene.purchases.close()
  })

  it('the gate opens by itself after the horizon, though a person has not decided yet', async () => {
    const scene = createScene(shared)
    await lose(scene, true)
    await scene.clock.advance(HORIZON)
    await scene.purchases.buy(TELEGRAM)
    expect(scene.account.wire).toHaveLength(2)
    await scene.purchases.close()
  })
})

describe('where nothing can be listed', () => {
  const blind: SceneOptions = { traits: { openList: null } }

  it('an unknown purchase stays open, with the balance as its witness, until a person decides', async () => {
    const scene = createScene(blind)
    scene.account.answers.push(async order => {
      scene.account.balance = '9.75'
      return silence(order)
    })
    const outcome = scene.purchases.buy(TELEGRAM).catch(error => error)
    await scene.clock.advance(30_000)
    const error = await outcome
    const before = { amount: '10', currency: 'USD' }
    expect(error.witness).toEqual({ before, after: { amount: '9.75', currency: 'USD' } })
    await scene.clock.advance(3_600_000)
    scene.account.balance = '10'
    const again = await error.reconcile().catch((error: unknown) => error)
    expect(again).toBeInstanceOf(PurchaseUnknownError)
    expect(again.witness).toEqual({ before, after: before })
    expect(await scene.purchases.resolve(error.intentId, 'none')).toBeNull()
    expect(await error.reconcile()).toBeNull()
    expect(scene.clock.sleeping).toBe(0)
    await scene.purchases.close()
  })

  it('P11 a number that its answer named is asked for by name', async () => {
    const scene = createScene(blind)
    scene.account.answers.push(async () => {
      const { nativeId } = scene.account.sell()
      throw new UnexpectedResponseError('half', { reason: 'shape', activationId: nativeId })
    })
    const error = await scene.purchases.buy(TELEGRAM).catch(error => error)
    await scene.clock.advance(5_000)
    expect(await error.reconcile()).toMatchObject({ id: 'made-up:4711' })
    await scene.purchases.close()
  })
})

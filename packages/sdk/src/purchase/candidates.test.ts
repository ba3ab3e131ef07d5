import { describe, expect, it } from 'vitest'
import { NotFoundError } from '../errors/activation.ts'
import { ProviderUnavailableError, UnexpectedResponseError } from '../errors/transport.ts'
import { createScene, HORIZON, type Scene, silence, TELEGRAM } from './__fixtures__/scene.ts'
import { PurchaseUnknownError } from './unknown-error.ts'

const LIFE = 1_260_000
const HOUR = 3_600_000

/** Purchases that are sent at once and never answered; as many numbers are sold for them as said. */
async function lose(scene: Scene, count = 1, sold = 0): Promise<readonly PurchaseUnknownError[]> {
  const buying = Array.from({ length: count }, (_, index) => {
    scene.account.answers.push(async order => {
      if (index < sold) scene.account.sell(String(order.service))
      return silence(order)
    })
    return scene.purchases.buy(TELEGRAM).catch(error => error)
  })
  await scene.clock.advance(30_000)
  const errors = await Promise.all(buying)
  for (const error of errors) if (!(error instanceof PurchaseUnknownError)) throw error
  return errors
}

const stateOf = async (scene: Scene, intentId = '') => (await scene.purchases.get(intentId)).state

describe('P39 a purchase that was shown candidates', () => {
  it('is not closed by any number of looks without them', async () => {
    const scene = createScene({ mode: 'shared' })
    const [error] = await lose(scene, 1, 1)
    await scene.clock.advance(5_000)
    const [candidate] = scene.account.open.values()
    scene.account.open.clear()
    await scene.clock.advance(HOUR)
    const purchase = await scene.purchases.get(error?.intentId ?? '')
    expect(purchase).toMatchObject({ state: 'unknown', candidates: [candidate], flags: ['left_to_people'] })
    expect(scene.heard('purchase:resolved')).toBe(0)
    await scene.purchases.close()
  })

  it('is closed when they turn out to be another’s, as one that never had any', async () => {
    const scene = createScene({ mode: 'shared' })
    const [first, second] = await lose(scene, 2, 1)
    await scene.clock.advance(HORIZON)
    const [sold] = scene.account.open.values()
    for (const { candidates, state } of await scene.purchases.open()) {
      expect({ state, candidates }).toEqual({ state: 'unknown', candidates: [sold] })
    }
    expect(await scene.purchases.resolve(second?.intentId ?? '', sold?.id ?? '')).toMatchObject({ id: sold?.id })
    await scene.clock.advance(30_000)
    expect(await scene.purchases.get(first?.intentId ?? '')).toMatchObject({ state: 'not_purchased', candidates: [] })
    expect(await first?.reconcile()).toBeNull()
    await scene.purchases.close()
  })

  it('is closed so also long after it was left to people', async () => {
    const scene = createScene({ mode: 'shared' })
    const [first, second] = await lose(scene, 2, 1)
    await scene.clock.advance(HORIZON)
    const [sold] = scene.account.open.values()
    scene.account.open.clear()
    await scene.clock.advance(HOUR)
    expect(await stateOf(scene, first?.intentId)).toBe('unknown')
    await scene.purchases.resolve(second?.intentId ?? '', sold?.id ?? '')
    await scene.clock.advance(60_000)
    expect(await stateOf(scene, first?.intentId)).toBe('not_purchased')
    expect(await stateOf(scene, second?.intentId)).toBe('confirmed')
    await scene.purchases.close()
  })

  it('keeps those that are nobody’s when others turn out to be another’s', async () => {
    const scene = createScene({ mode: 'shared' })
    const [first, second] = await lose(scene, 2, 2)
    await scene.clock.advance(5_000)
    const [one, other] = scene.account.open.values()
    await scene.purchases.resolve(second?.intentId ?? '', one?.id ?? '')
    await scene.clock.advance(HOUR)
    expect(await scene.purchases.get(first?.intentId ?? '')).toMatchObject({ state: 'unknown', candidates: [other] })
    await scene.purchases.close()
  })

  it('is shown nothing more once it is left to people: what is new is an orphan, and can be given to it', async () => {
    const scene = createScene({ mode: 'shared' })
    const [error] = await lose(scene, 1, 1)
    await scene.clock.advance(HORIZON)
    const [candidate] = scene.account.open.values()
    const later = scene.account.sell()
    await scene.clock.advance(60_000)
    expect(await scene.purchases.open()).toMatchObject([{ candidates: [candidate] }])
    expect(await scene.purchases.orphans()).toMatchObject([{ activationId: later.id, flags: [] }])
    expect(await scene.purchases.resolve(error?.intentId ?? '', later.id)).toEqual(later)
    await scene.clock.advance(30_000)
    expect(await scene.purchases.orphans()).toMatchObject([{ activationId: candidate?.id }])
    await scene.purchases.close()
  })

  it('is looked for no more once it is left to people and nothing bought may live', async () => {
    const scene = createScene({ mode: 'shared' })
    await lose(scene, 1, 1)
    await scene.clock.advance(HORIZON + LIFE + 60_000)
    const { lists } = scene.account
    await scene.clock.advance(HOUR)
    expect(scene.account.lists).toBe(lists)
    expect(scene.clock.sleeping).toBe(0)
    const restarted = createScene({ mode: 'shared', after: scene })
    await scene.clock.advance(HOUR)
    expect(scene.account.lists).toBe(lists)
    expect(await restarted.purchases.open()).toMatchObject([{ state: 'unknown', candidates: [{}] }])
    await Promise.all([scene.purchases.close(), restarted.purchases.close()])
  })

  it('after a restart on which nothing is seen of them: a person is asked at once', async () => {
    const scene = createScene({ mode: 'shared' })
    const [error] = await lose(scene, 1, 1)
    await scene.clock.advance(5_000)
    const [candidate] = scene.account.open.values()
    await scene.purchases.close()
    scene.account.open.clear()
    await scene.clock.advance(HOUR)
    const restarted = createScene({ mode: 'shared', after: scene })
    const again = await restarted.purchases.reconcile(error?.intentId ?? '').catch(error => error)
    expect(again).toMatchObject({ code: 'purchase_unknown', candidates: [candidate] })
    await restarted.clock.advance(HOUR)
    expect(await stateOf(restarted, error?.intentId)).toBe('unknown')
    await restarted.purchases.close()
  })
})

it('P39 numbers of a kind that goes on being bought are named all the same, but none that may be on its way', async () => {
  const scene = createScene({ mode: 'shared' })
  scene.account.list = () => Promise.reject(new ProviderUnavailableError('ERROR_SQL'))
  const [error] = await lose(scene, 1, 1)
  const [lost] = scene.account.open.values()
  await scene.clock.advance(HORIZON) // the gate is open
  const buying: Promise<unknown>[] = []
  for (let bought = 0; bought < 200; bought += 1) {
    scene.account.answers.push(async ({ service }) => {
      const snapshot = scene.account.sell(String(service))
      await scene.clock.sleep(7_000)
      return snapshot
    })
    buying.push(scene.purchases.buy(TELEGRAM))
    await scene.clock.advance(5_000) // one is on its way at any time
    scene.account.list = async () => [...scene.account.open.values()]
    const { candidates } = await scene.purchases.get(error?.intentId ?? '')
    expect([[], [lost]]).toContainEqual(candidates)
  }
  scene.account.open.delete(lost?.id ?? '')
  await scene.clock.advance(HORIZON)
  await Promise.all(buying)
  expect(await scene.purchases.get(error?.intentId ?? '')).toMatchObject({ state: 'unknown', candidates: [lost] })
  await scene.purchases.close()
})

describe('P39 a person who decides', () => {
  const ended = async (scene: Scene) => {
    const [error] = await lose(scene, 1, 1)
    await scene.clock.advance(5_000)
    const [candidate] = scene.account.open.values()
    scene.account.open.clear() // from now on the provider knows it no more
    await scene.clock.advance(LIFE)
    return { intentId: error?.intentId ?? '', id: candidate?.id ?? '' }
  }

  it('gives it a candidate that has ended, and nothing else that the provider does not know', async () => {
    const scene = createScene({ mode: 'shared' })
    const { intentId, id } = await ended(scene)
    await expect(scene.purchases.resolve(intentId, 'made-up:1')).rejects.toThrow(NotFoundError)
    expect(await scene.purchases.resolve(intentId, id)).toMatchObject({ id })
    expect(await scene.purchases.get(intentId)).toMatchObject({ state: 'confirmed', activationId: id })
    await scene.purchases.close()
  })

  it('is not taken at the word while the provider cannot be asked', async () => {
    const scene = createScene({ mode: 'shared' })
    const { intentId, id } = await ended(scene)
    scene.account.list = () => Promise.reject(new UnexpectedResponseError('a page', { reason: 'html', status: 502 }))
    await expect(scene.purchases.resolve(intentId, id)).rejects.toThrow(UnexpectedResponseError)
    expect(await stateOf(scene, intentId)).toBe('unknown')
    await scene.purchases.close()
  })
})

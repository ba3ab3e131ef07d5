import { afterEach, describe, expect, it } from 'vitest'
import { createClient } from '../../client/create-client.ts'
import type { ActivationSnapshot } from '../../provider/snapshot.ts'
import { snapshotFromJson } from '../../purchase/json.ts'
import { createMemoryStore } from '../../purchase/memory-store.ts'
import { openLiveScene } from './__fixtures__/live-scene.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const LIFE = 20 * MINUTE

let scene: ReturnType<typeof openLiveScene>
afterEach(() => void scene.client.close())

/** The same page, loaded anew. */
const anew = () =>
  createClient({ provider: scene.provider, clock: scene.page, store: createMemoryStore({ clock: scene.page }) })
const near = (ms: number, expected: number) => expect(Math.abs(ms - expected)).toBeLessThanOrEqual(2_000)

describe.each([
  ['three hours ahead', 3 * HOUR],
  ['three hours behind', -3 * HOUR],
])('R14 a page whose clock is %s', (_, skew) => {
  it('knows how much time is left, of what it bought and of what it looks up', async () => {
    scene = openLiveScene({ skew })
    const bought = await scene.buy()
    near(bought.timeLeft(), LIFE)
    near(bought.untilCancellable(), 2 * MINUTE)
    await scene.pass(7 * MINUTE)
    near(bought.timeLeft(), LIFE - 7 * MINUTE)
    expect(bought.untilCancellable()).toBe(0)
    const client = anew()
    near((await client.activations.get(bought.id)).timeLeft(), LIFE - 7 * MINUTE)
    near((await client.activations.list())[0]?.timeLeft() ?? 0, LIFE - 7 * MINUTE)
    const again = await anew().activations.buy(
      { service: 'telegram', country: 'US' },
      { idempotencyKey: 'no-earlier-one' },
    )
    near(again.timeLeft(), LIFE)
  })

  it('R03 and of what an earlier page bought under the same key', async () => {
    scene = openLiveScene({ skew })
    const goods = { service: 'telegram', country: 'US' } as const
    await scene.client.activations.buy(goods, { idempotencyKey: 'visit-17' })
    await scene.pass(7 * MINUTE)
    const again = await anew().activations.buy(goods, { idempotencyKey: 'visit-17' })
    near(again.timeLeft(), LIFE - 7 * MINUTE)
    expect(scene.sold()).toBe(1)
  })

  it('knows it of a snapshot that it kept without a request, and after one of a snapshot that came with the page', async () => {
    scene = openLiveScene({ skew })
    const bought = await scene.buy()
    const kept = JSON.stringify(bought.snapshot)
    await scene.pass(7 * MINUTE)
    const before = scene.asked.length
    const hydrated = await anew().activations.get(snapshotFromJson(JSON.parse(kept)) as ActivationSnapshot)
    near(hydrated.timeLeft(), LIFE - 7 * MINUTE)
    expect(scene.asked.length).toBe(before)
    // A server with the right clock saw it just now.
    const now = new Date(scene.clock.now())
    const sent = { ...bought.snapshot, observedAt: now, providerTime: now }
    const given = await anew().activations.get(sent)
    await given.refresh()
    near(given.timeLeft(), LIFE - 7 * MINUTE)
  })

  it('shows SMS in their order, and leaves none out', async () => {
    scene = openLiveScene({ skew })
    const activation = await scene.buy()
    const heard: (string | null)[] = []
    activation.on('message', ({ code }) => heard.push(code))
    await scene.pass(30_000)
    await scene.sms(activation.id, '111111')
    await activation.retry()
    await scene.pass(30_000)
    await scene.sms(activation.id, '222222')
    await scene.pass(MINUTE)
    expect(heard).toEqual(['111111', '222222'])
    expect(activation.snapshot.messages.map(({ code }) => code)).toEqual(heard)
  })

  it('gives a number back as soon as the provider takes it, and not before', async () => {
    scene = openLiveScene({ skew })
    const activation = await scene.buy()
    await expect(activation.cancel({ wait: false })).rejects.toMatchObject({ code: 'too_early_to_cancel' })
    const posts = scene.posts()
    const cancelling = activation.cancel()
    await scene.pass(2 * MINUTE - 5_000)
    expect([scene.posts() - posts, activation.status]).toEqual([0, 'waiting'])
    await scene.pass(6_000)
    expect((await cancelling).status).toBe('cancelled')
    expect(scene.posts() - posts).toBe(1)
  })
})

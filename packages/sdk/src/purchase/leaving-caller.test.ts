import { describe, expect, it } from 'vitest'
import { createScene, HORIZON, silence, TELEGRAM } from './__fixtures__/scene.ts'

describe('a caller who leaves', () => {
  it('P44 before anything is sent: nothing happened', async () => {
    const { purchases, account, clock } = createScene()
    account.answers.push(silence)
    const unknown = purchases.buy(TELEGRAM).catch(() => {})
    await clock.advance(30_000)
    await unknown
    const controller = new AbortController()
    const held = purchases.buy(TELEGRAM, { signal: controller.signal }).catch(error => error)
    await clock.advance(1_000)
    controller.abort('enough')
    expect(await held).toBe('enough')
    await clock.advance(HORIZON)
    expect(account.wire).toHaveLength(1)
    expect(await purchases.open()).toEqual([])
    await expect(purchases.buy(TELEGRAM, { signal: controller.signal })).rejects.toBe('enough')
    await purchases.close()
  })

  it('P44 after it was sent: rejected at once, recorded, and the number given back', async () => {
    const { purchases, account, clock, events } = createScene()
    account.answers.push(async () => {
      await clock.sleep(5_000)
      return account.sell()
    })
    const controller = new AbortController()
    const bought = purchases.buy(TELEGRAM, { signal: controller.signal }).catch(error => error)
    await clock.advance(1_000)
    controller.abort('enough')
    expect(await bought).toBe('enough')
    await clock.advance(5_000)
    expect(events.map(({ name }) => name)).toEqual(['purchase:confirmed', 'purchase:unwanted'])
    expect(events[1]?.payload).toMatchObject({ intent: { state: 'confirmed', flags: ['aborted'] } })
    await purchases.close()
  })

  it('P44 leaves alone what another caller of the same key waits for', async () => {
    const { purchases, account, clock, heard } = createScene()
    account.answers.push(async () => {
      await clock.sleep(5_000)
      return account.sell()
    })
    const controller = new AbortController()
    const leaving = purchases.buy(TELEGRAM, { idempotencyKey: 'k', signal: controller.signal }).catch(error => error)
    const staying = purchases.buy(TELEGRAM, { idempotencyKey: 'k' })
    await clock.advance(1_000)
    controller.abort('enough')
    await leaving
    await clock.advance(5_000)
    expect((await staying).intent.flags).toEqual([])
    expect(heard('purchase:unwanted')).toBe(0)
    await purchases.close()
  })

  it('P44 is told again after a restart what is still to be given back', async () => {
    const before = createScene()
    const controller = new AbortController()
    before.account.answers.push(async () => {
      await before.clock.sleep(5_000)
      return before.account.sell()
    })
    const bought = before.purchases.buy(TELEGRAM, { signal: controller.signal }).catch(() => {})
    await before.clock.advance(0)
    controller.abort()
    await bought
    await before.clock.advance(5_000)
    const after = createScene({ after: before })
    await before.clock.advance(0)
    expect(after.heard('purchase:unwanted')).toBe(1)
    await after.purchases.noteEnded('made-up:4711')
    const later = createScene({ after: before })
    await before.clock.advance(0)
    expect(later.heard('purchase:unwanted')).toBe(0)
  })
})

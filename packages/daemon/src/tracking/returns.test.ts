import { FakeClock } from '@onesms/sdk/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openTrackingStage, type TrackingStage } from './__fixtures__/stage.ts'
import { createReturns, type Followed } from './returns.ts'

let stage: TrackingStage
beforeAll(async () => {
  stage = await openTrackingStage()
})
afterAll(() => stage?.close())

const ask = (id: string) =>
  stage.database.sql`update onesms.activations set cancel_requested_at = clock_timestamp() where id = ${id}`
const statusOf = async (id: string) => (await stage.row(id))?.snapshot.status
const cancels = (id: string) =>
  stage.emulator.ledger
    .requests()
    .filter(({ action, params }) => action === 'setStatus' && id.endsWith(`:${params['id']}`)).length

describe('a number that is to be given back', () => {
  it('G14 is asked for no more than its pauses allow, of which nothing is kept once it is not followed', async () => {
    const cancel = vi.fn(async () => Promise.reject(new Error('not now')))
    const number = {
      id: 'made-up:1',
      snapshot: { status: 'waiting' },
      status: 'waiting',
      cancel,
    } as unknown as Followed
    const returns = createReturns({ clock: new FakeClock(), onOver: () => {}, onError: () => {} })
    const want = async () => {
      returns.want(number)
      await new Promise(resolve => setImmediate(resolve))
      return cancel.mock.calls.length
    }
    expect(await want()).toBe(1)
    expect(await want()).toBe(1)
    returns.forget('made-up:2')
    expect(await want()).toBe(1)
    returns.forget(number.id)
    expect(await want()).toBe(2)
  })

  it('P41 is, as soon as the provider takes it, by whichever process there is then; it is asked no sooner', async () => {
    const one = stage.open('one')
    one.tracker.start()
    const id = await one.buy()
    await ask(id)
    await stage.clock.advance(30_000)
    await one.close()
    expect(cancels(id)).toBe(0)
    expect(await statusOf(id)).toBe('waiting')
    const two = stage.open('two')
    two.tracker.start()
    await stage.until('it is given back', async () => (await statusOf(id)) === 'cancelled', 130)
    expect(stage.clock.now() - (stage.emulator.ledger.activations().at(-1)?.boughtAt ?? 0)).toBeLessThan(135_000)
    expect(cancels(id)).toBe(1)
    expect((await stage.row(id))?.cancelRequestedAt).toBeNull()
    expect(await stage.events(id)).toEqual(['bought', 'status', 'settled'])
    await two.close()
  }, 30_000)

  it('P42 is not, once its SMS has come', async () => {
    const one = stage.open('one')
    one.tracker.start()
    const id = await one.buy()
    await stage.until('it is seen', async () => (await stage.events(id)).includes('bought'))
    await ask(id)
    stage.emulator.sms(id)
    await stage.until('its SMS is seen', async () => (await statusOf(id)) === 'received', 20)
    await stage.clock.advance(150_000)
    await stage.until('the wish is gone', async () => (await stage.row(id))?.cancelRequestedAt === null, 20)
    expect(cancels(id)).toBe(0)
    await ask(id) // by who did not know
    await stage.until('this wish is gone, too', async () => (await stage.row(id))?.cancelRequestedAt === null, 20)
    expect(cancels(id)).toBe(0)
    await one.close()
  }, 30_000)

  it('P40 stays as it is until the provider says so: an answer that is lost is looked up', async () => {
    const one = stage.open('one')
    one.tracker.start()
    const id = await one.buy()
    await stage.clock.advance(121_000)
    await stage.until('it is seen', async () => (await stage.events(id)).includes('bought'))
    stage.emulator.faults.inject({ kind: 'reset', action: 'setStatus', times: 1 })
    await ask(id)
    await stage.until('it is given back', async () => (await statusOf(id)) === 'cancelled', 60)
    expect(stage.emulator.ledger.activations().at(-1)).toMatchObject({ status: 'cancelled', charged: '0.0000' })
    await one.close()
  }, 30_000)
})

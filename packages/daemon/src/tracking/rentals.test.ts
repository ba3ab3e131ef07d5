import type { RentalsResource } from '@onesms/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTrackingStage, type TrackingProcess, type TrackingStage } from './__fixtures__/stage.ts'

let stage: TrackingStage
beforeAll(async () => {
  stage = await openTrackingStage({ services: 3, countries: 195 })
  stage.emulator.rentals.setOffer('187', 'tg', 168, { price: '5', stock: 10 })
})
afterAll(() => stage?.close())

const order = { service: { nativeId: 'tg' }, country: { nativeId: '187' }, duration: { days: 7 } } as const
const rent = async ({ client }: TrackingProcess) => {
  const { rentals } = client as unknown as { readonly rentals: RentalsResource }
  return (await rentals.rent(order)).id
}
const snapshotOf = async (id: string) => (await stage.row(id))?.snapshot

describe('a rental', () => {
  it('E21 is followed with all its SMS, each once, also by another process, to the end of its time', async () => {
    const [one, two] = [stage.open('one'), stage.open('two')]
    const id = await rent(two)
    one.tracker.start()
    await stage.until('it is seen', async () => (await stage.events(id)).includes('bought'))
    for (const code of ['111', '222']) stage.emulator.sms(id, { text: `Your code is ${code}`, code })
    await stage.until('both are seen', async () => (await snapshotOf(id))?.messages.length === 2, 60)
    await one.close()
    stage.emulator.sms(id, { text: 'Your code is 333', code: '333' })
    two.tracker.start()
    await stage.until('the third is seen', async () => (await snapshotOf(id))?.messages.length === 3, 60)
    expect((await snapshotOf(id))?.messages.map(({ code }) => code).sort()).toEqual(['111', '222', '333'])
    expect((await stage.events(id)).filter(type => type === 'message')).toHaveLength(3)
    await two.close()
    await stage.clock.advance(8 * 24 * 3_600_000)
    const three = stage.open('three')
    three.tracker.start()
    await stage.until('it is over', async () => (await snapshotOf(id))?.status === 'expired', 60)
    await three.close()
  }, 60_000)

  it('P41 that is to be given back is', async () => {
    const one = stage.open('four')
    const id = await rent(one)
    await stage.database.sql`update onesms.activations set cancel_requested_at = clock_timestamp() where id = ${id}`
    one.tracker.start()
    await stage.until('it is given back', async () => (await snapshotOf(id))?.status === 'cancelled', 300)
    expect((await stage.row(id))?.cancelRequestedAt).toBeNull()
    expect(stage.emulator.ledger.rentals().at(-1)).toMatchObject({ status: 'cancelled' })
    await one.close()
  }, 60_000)
})

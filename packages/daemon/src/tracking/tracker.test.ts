import { queryObjects } from 'node:v8'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databaseAtRest } from './__fixtures__/at-rest.ts'
import { openTrackingStage, type TrackingStage } from './__fixtures__/stage.ts'

let stage: TrackingStage
beforeAll(async () => {
  stage = await openTrackingStage()
})
afterAll(() => stage?.close())

const statusOf = async (id: string) => (await stage.row(id))?.snapshot.status
const asked = () => stage.emulator.ledger.requests().length

describe('a number', () => {
  it('is followed by one process, whichever bought it, and its SMS and end are told', async () => {
    const [one, two] = [stage.open('one'), stage.open('two')]
    one.tracker.start()
    await stage.until('one follows', async () => (await leaseHolder()) === 'one')
    two.tracker.start()
    const id = await two.buy()
    await stage.until('it is seen', async () => (await stage.events(id)).includes('bought'), 5)
    stage.emulator.sms(id, { text: 'Your code is 4711' })
    await stage.until('its SMS is seen', async () => (await statusOf(id)) === 'received', 15)
    expect((await stage.row(id))?.snapshot.messages).toMatchObject([{ code: '4711' }])
    const { sql } = stage.database
    const [{ ended } = {}] = await sql`select ended from onesms.purchase_intents where activation_id = ${id}`
    expect(ended).toBe(false)
    await stage.clock.advance(20 * 60_000)
    await stage.until('it ends', async () => (await statusOf(id)) === 'completed', 60)
    expect(await stage.events(id)).toEqual(['bought', 'message', 'status', 'status', 'settled'])
    const [after] = await sql`select ended from onesms.purchase_intents where activation_id = ${id}`
    expect(after).toEqual({ ended: true })
    await Promise.all([one.close(), two.close()])
  }, 60_000)

  it('G14 and nothing is kept of the looks at what was bought', async () => {
    const one = stage.open('one')
    one.tracker.start()
    await stage.until('one follows', async () => (await leaseHolder()) === 'one')
    const pass = async (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) {
        await stage.clock.advance(1_000)
        await databaseAtRest(stage.database)
      }
      return queryObjects(Promise, { format: 'count' })
    }
    const before = await pass(10)
    expect(await pass(100)).toBeLessThan(before + 50)
    await one.close()
  }, 30_000)

  it('E22 finished by another process is seen to have ended', async () => {
    const [one, two] = [stage.open('one'), stage.open('two')]
    one.tracker.start()
    const id = await one.buy()
    await stage.until('it is seen', async () => (await stage.events(id)).includes('bought'))
    await stage.clock.advance(121_000)
    const other = await two.client.activations.get(id)
    await other.cancel()
    await stage.until('it is over', async () => (await statusOf(id)) === 'cancelled', 25)
    await Promise.all([one.close(), two.close()])
  }, 30_000)

  it('E11 that ended while no process ran is found, and so is what it received', async () => {
    const buyer = stage.open('buyer')
    const [received, unused] = [await buyer.buy(), await buyer.buy()]
    await buyer.close()
    stage.emulator.sms(received, { text: 'Your code is 1234' })
    await stage.clock.advance(3 * 3_600_000)
    const next = stage.open('next')
    next.tracker.start()
    await stage.until('both ends are known', async () => (await statusOf(received)) === 'completed', 60)
    await stage.until(
      'both ends are known',
      async () => ['cancelled', 'expired'].includes((await statusOf(unused)) ?? ''),
      60,
    )
    await next.close()
  }, 30_000)
})

describe('when processes come and go', () => {
  it('P41 nothing is given back because a daemon stops, and the next one goes on at once', async () => {
    const one = stage.open('one')
    one.tracker.start()
    const id = await one.buy()
    await stage.until('it is seen', async () => (await stage.events(id)).includes('bought'))
    await stage.clock.advance(150_000)
    await one.close()
    const before = stage.emulator.ledger.count('setStatus')
    const two = stage.open('two')
    two.tracker.start()
    await stage.until('two follows', async () => (await leaseHolder()) === 'two', 5)
    stage.emulator.sms(id, { text: 'Your code is 99' })
    await stage.until('its SMS is seen', async () => (await statusOf(id)) === 'received', 15)
    expect(stage.emulator.ledger.count('setStatus')).toBe(before)
    await two.close()
  }, 30_000)

  it('whoever lost the lease stops asking', async () => {
    const one = stage.open('one')
    one.tracker.start()
    const id = await one.buy()
    await stage.until('it is seen', async () => (await stage.events(id)).includes('bought'))
    await stage.database
      .sql`update onesms.leases set holder = 'thief', token = token + 1, expires_at = now() + interval '20 s'`
    await stage.until('it is noticed', async () => {
      const before = asked()
      for (let second = 0; second < 12; second += 1) await stage.clock.advance(1_000)
      return asked() === before
    })
    stage.emulator.sms(id)
    await stage.database.sql`update onesms.leases set expires_at = now() - interval '1 s'`
    await stage.until('it goes on', async () => (await statusOf(id)) === 'received', 30)
    await one.close()
  }, 30_000)

  it('one that is stopped as it starts ends at once', async () => {
    for (let turns = 0; turns < 40; turns += 1) {
      const one = stage.open('one')
      one.tracker.start()
      for (let turn = 0; turn < turns; turn += 1) await new Promise(resolve => setImmediate(resolve))
      await one.close()
    }
    expect(await leaseHolder()).toBeUndefined()
  }, 30_000)

  it('D09 a database that is away for a while costs no SMS', async () => {
    const one = stage.open('one')
    one.tracker.start()
    const id = await one.buy()
    await stage.until('it is seen', async () => (await stage.events(id)).includes('bought'))
    await stage.database.sql`alter table onesms.messages rename to messages_away`
    stage.emulator.sms(id, { text: 'Your code is 31' })
    await stage.clock.advance(15_000)
    await stage.until('it fails', () => stage.errors.length > 0)
    await stage.database.sql`alter table onesms.messages_away rename to messages`
    await stage.until('its SMS is written', async () => (await statusOf(id)) === 'received', 60)
    stage.errors.length = 0
    await one.close()
  }, 30_000)
})

async function leaseHolder() {
  const [row] = await stage.database.sql`
    select holder from onesms.leases where name = 'activations:hero-sms' and expires_at > clock_timestamp()`
  return row?.['holder']
}

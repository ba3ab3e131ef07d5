import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { until } from '../../testing/until.ts'
import { activation, message, writeBought } from '../../tracking/__fixtures__/bought.ts'
import { recordSnapshot } from '../../tracking/record.ts'
import { type EventServer, startEventServer, type TestEvent } from './__fixtures__/event-server.ts'

let database: CatalogDatabase
let server: EventServer
beforeAll(async () => {
  database = await createCatalogDatabase()
  server = await startEventServer(database)
})
afterAll(async () => {
  await server?.stop()
  await database?.drop()
})

const typesOf = (events: readonly TestEvent[]) => events.map(({ type }) => type)
const received = (number: ReturnType<typeof activation>, ...ids: string[]) => ({
  ...number,
  status: 'received' as const,
  messages: ids.map((id, index) => message(id, String(index))),
})
const bought = async (...ids: string[]) => {
  const numbers = ids.map(id => activation(id))
  await writeBought(database, numbers)
  return numbers
}

describe('the events of one number', () => {
  it('are its snapshot, then what happens, to the end', async () => {
    const [number] = (await bought('1')) as [ReturnType<typeof activation>]
    const reader = server.read(`/v1/activations/${number.id}/events`)
    await reader.until(1)
    await recordSnapshot(database, received(number, 'a'))
    await recordSnapshot(database, { ...received(number, 'a'), status: 'completed' })
    expect(await reader.ended).toBe(true)
    expect(typesOf(reader.events)).toEqual(['snapshot', 'bought', 'message', 'status', 'status', 'settled'])
    const [first, , sms] = reader.events
    expect(first?.data.activation).toMatchObject({ id: number.id, status: 'waiting', kind: 'activation' })
    expect(sms?.data.message).toMatchObject({ id: 'a', code: '0' })
    const { headers } = await reader.response
    expect(headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    expect(headers['content-length']).toBeUndefined()
  })

  it('of one that has ended are its snapshot; whoever was told all of it is not to come again', async () => {
    const [number] = (await bought('2')) as [ReturnType<typeof activation>]
    await recordSnapshot(database, { ...number, status: 'expired', reason: 'timeout' })
    const reader = server.read(`/v1/activations/${number.id}/events`)
    expect(await reader.ended).toBe(true)
    expect(typesOf(reader.events)).toEqual(['snapshot'])
    const again = server.read(`/v1/activations/${number.id}/events`, { lastEventId: reader.events[0]?.id ?? 0 })
    expect(await again.status).toBe(204)
  })

  it('T17 of another subject are none, and neither are those of no number', async () => {
    const [number] = (await bought('3')) as [ReturnType<typeof activation>]
    expect(await server.read(`/v1/activations/${number.id}/events`, { subject: 'bob' }).status).toBe(404)
    expect(await server.read(`/v1/events?ids=${number.id}`, { subject: 'bob' }).status).toBe(404)
    expect(await server.read('/v1/activations/hero-sms:0/events').status).toBe(404)
  })

  it.each([
    '/v1/activations/x/events?after=-1',
    '/v1/events?ids=',
    `/v1/events?ids=${'a,'.repeat(300)}`,
    '/v1/events?to=1',
  ])('that cannot be asked for: %s', async path => {
    expect(await server.read(path).status).toBe(400)
  })

  it('asked for by HEAD are a head, and no stream stays open', async () => {
    const { fetch } = globalThis
    const { tokenOf } = await import('./__fixtures__/event-server.ts')
    const response = await fetch(`${server.url}/v1/events`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${tokenOf('alice')}` },
    })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
    await response.text()
  })
})

describe('the events of all numbers', () => {
  it('T17 are those of the subject alone; open ones are told in the beginning', async () => {
    const [mine] = (await bought('10')) as [ReturnType<typeof activation>]
    const foreign = activation('11')
    await writeBought(database, [foreign], { subject: 'bob' })
    await writeBought(database, [activation('12')], { subject: null })
    const [alice, bob] = [server.read('/v1/events'), server.read('/v1/events', { subject: 'bob' })]
    await Promise.all([alice.until(2), bob.until(1)]) // number 3 is open, too
    for (const number of [mine, foreign, activation('12')]) await recordSnapshot(database, received(number, 'a'))
    const [ofAlice, ofBob] = await Promise.all([alice.until(5), bob.until(4)])
    const ids = (events: readonly TestEvent[]) => [...new Set(events.map(({ data }) => data.activation.id))].sort()
    expect(ids(ofAlice)).toEqual(['hero-sms:10', 'hero-sms:3'])
    expect(ids(ofBob)).toEqual(['hero-sms:11'])
    for (const reader of [alice, bob]) reader.close()
  })

  it('named are told until all of them have ended', async () => {
    const [one, other, third] = (await bought('20', '21', '22')) as [never, never, never]
    const reader = server.read('/v1/events?ids=hero-sms:20,hero-sms:21')
    await reader.until(2)
    await recordSnapshot(database, received(third, 'x'))
    await recordSnapshot(database, { ...(one as object), status: 'cancelled', reason: 'user' } as never)
    await recordSnapshot(database, { ...(other as object), status: 'cancelled', reason: 'user' } as never)
    expect(await reader.ended).toBe(true)
    expect(reader.events.filter(({ data }) => data.activation.id === 'hero-sms:22')).toEqual([])
    expect(typesOf(reader.events).filter(type => type === 'settled')).toHaveLength(2)
  })
})

describe('R09 a reader that comes again', () => {
  it('goes on after the last it was told: none lost, none twice, also at another daemon', async () => {
    const [number] = (await bought('30')) as [ReturnType<typeof activation>]
    const other = await startEventServer(database.connect())
    const path = `/v1/activations/${number.id}/events`
    const all: TestEvent[] = []
    const first = server.read(path)
    await first.until(1)
    const ids: string[] = []
    const writing = (async () => {
      for (let index = 0; index < 120; index += 1) {
        ids.push(`m${index}`)
        await recordSnapshot(database, received(number, ...ids))
      }
      await recordSnapshot(database, { ...received(number, ...ids), status: 'completed' })
    })()
    let reader = first
    for (let turn = 0; !all.some(({ type }) => type === 'settled'); turn += 1) {
      await Promise.race([until('some events', () => reader.events.length >= 9), reader.ended])
      reader.close()
      await reader.ended
      all.push(...reader.events)
      const lastEventId = all.at(-1)?.id ?? 0
      if (!all.some(({ type }) => type === 'settled')) reader = (turn % 2 ? server : other).read(path, { lastEventId })
    }
    await writing
    const told = all.filter(({ type }) => type !== 'snapshot')
    expect(told.map(({ id }) => id)).toEqual([...new Set(told.map(({ id }) => id))].sort((a, b) => a - b))
    expect(told.flatMap(({ data }) => data.message?.id ?? [])).toEqual(ids)
    const written = await database.sql<{ id: number }[]>`
      select id from onesms.activation_events where activation_id = ${number.id} order by id`
    expect(told.map(({ id }) => id)).toEqual(written.map(({ id }) => id))
    await other.stop()
  }, 60_000)

  it('is told what it missed while no daemon ran', async () => {
    const [number] = (await bought('31')) as [ReturnType<typeof activation>]
    const before = await startEventServer(database)
    const path = `/v1/activations/${number.id}/events`
    const reader = before.read(path)
    const [snapshot] = await reader.until(1)
    await before.stop()
    expect(await reader.ended).toBe(true) // a clean end, by which it knows that it may come again
    await recordSnapshot(database, received(number, 'a'))
    const after = await startEventServer(database)
    const again = after.read(`${path}?after=${snapshot?.id}`)
    expect(typesOf(await again.until(3))).toEqual(['bought', 'message', 'status'])
    await after.stop()
  })

  it('after events that are kept no more is told what is so', async () => {
    const [number] = (await bought('32')) as [ReturnType<typeof activation>]
    await recordSnapshot(database, received(number, 'a'))
    const [{ id: last = 0 } = {}] = await database.sql`select max(id) as id from onesms.activation_events`
    await recordSnapshot(database, received(number, 'a', 'b'))
    await database.sql`delete from onesms.activation_events where id <= ${last}`
    const reader = server.read(`/v1/activations/${number.id}/events`, { lastEventId: last })
    const [event] = await reader.until(1)
    expect([event?.type, event?.data.activation.messages.length]).toEqual(['snapshot', 2])
    reader.close()
  })
})

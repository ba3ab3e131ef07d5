import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { begin } from '../db/transaction.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../scheduler/__fixtures__/catalog-database.ts'
import { activation, message, rental, writeBought } from './__fixtures__/bought.ts'
import { readActivation, readActivations } from './activation-row.ts'
import { recordSnapshot, recordSnapshots } from './record.ts'
import { onEventsWritten } from './written.ts'

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
})
afterAll(() => database?.drop())

const eventsOf = async (id: string) => {
  const rows = await database.sql<{ type: string; status: string; message_id: string | null }[]>`
    select type, status, message_id from onesms.activation_events where activation_id = ${id} order by id`
  return rows.map(({ type, status, message_id }) => [type, status, ...(message_id === null ? [] : [message_id])])
}
const intentOf = async (id: string) => {
  const [row] = await database.sql`
    select refund, ended, trim_scale(held)::text as held from onesms.purchase_intents where activation_id = ${id}`
  return row
}
const snapshotOf = async (id: string) => (await readActivation(database, id, null))?.snapshot
const bought = async (...snapshots: Parameters<typeof writeBought>[1]) => {
  await writeBought(database, snapshots)
  return snapshots[0] as never
}

describe('a bought number', () => {
  it('is read as it was written, for its subject and nobody else', async () => {
    const [one, other] = [activation('1'), rental('2')]
    await bought(one, other)
    expect(await readActivation(database, one.id, 'alice')).toMatchObject({ snapshot: one, account: 'hero-sms' })
    expect((await readActivation(database, other.id, 'alice'))?.snapshot).toEqual(other)
    expect(await readActivation(database, one.id, 'bob')).toBeNull()
    expect(await readActivation(database, 'hero-sms:0', 'alice')).toBeNull()
    const ids = async (selection: object) =>
      (await readActivations(database, { subject: 'alice', ...selection })).map(({ snapshot }) => snapshot.id)
    expect(await ids({})).toEqual([other.id, one.id])
    expect(await ids({ kind: 'rental' })).toEqual([other.id])
    expect(await ids({ ids: [] })).toEqual([])
    const [newest] = await readActivations(database, { subject: 'alice', limit: 1 })
    expect(newest?.snapshot.id).toBe(other.id)
    if (newest) expect(await ids({ before: { boughtAt: newest.boughtAt, id: newest.snapshot.id } })).toEqual([one.id])
  })

  it('is told of once, however often it is recorded', async () => {
    const number = activation('10')
    await bought(number)
    let woken = 0
    const stop = onEventsWritten(database.sql, () => {
      woken += 1
    })
    for (let time = 0; time < 3; time += 1) await recordSnapshot(database, number)
    stop()
    expect(await eventsOf(number.id)).toEqual([['bought', 'waiting']])
    expect(woken).toBe(1)
  })

  it('that no purchase of ours bought is not written down', async () => {
    await recordSnapshot(database, activation('11'))
    expect(await snapshotOf('hero-sms:11')).toBeUndefined()
  })

  it('E03 tells the SMS first and how it ended second, and notes the end in the ledger', async () => {
    const number = activation('20')
    await bought(number)
    await recordSnapshot(database, number)
    const over = { ...number, status: 'completed' as const, messages: [message('a', '0123')] }
    await recordSnapshot(database, over)
    expect(await eventsOf(number.id)).toEqual([
      ['bought', 'waiting'],
      ['message', 'completed', 'a'],
      ['status', 'completed'],
      ['settled', 'completed'],
    ])
    expect(await snapshotOf(number.id)).toEqual(over)
    expect(await intentOf(number.id)).toEqual({ refund: 'none', ended: true, held: '0.18' })
    const [row] = await database.sql`
      select first_message_at is not null as first, ended_at is not null as ended from onesms.activations where id = ${number.id}`
    expect(row).toEqual({ first: true, ended: true })
  })

  it('frees its budget once the provider gave the money back', async () => {
    const number = activation('21')
    await bought(number)
    const cancelled = { ...number, status: 'cancelled' as const, reason: 'user' as const }
    await recordSnapshot(database, { ...cancelled, refund: 'expected' })
    expect(await intentOf(number.id)).toMatchObject({ refund: 'expected', held: '0.18' })
    await recordSnapshot(database, { ...cancelled, refund: 'confirmed' })
    expect(await intentOf(number.id)).toMatchObject({ refund: 'confirmed', held: '0' })
    await recordSnapshot(database, { ...cancelled, refund: 'expected' }) // told late
    expect(await intentOf(number.id)).toMatchObject({ refund: 'confirmed' })
  })

  it('E02 P42 received its SMS, whatever who has not seen it says', async () => {
    const number = activation('22')
    await bought(number)
    await recordSnapshot(database, { ...number, status: 'received', messages: [message('a', '77')] })
    await recordSnapshot(database, { ...number, status: 'cancelled', reason: 'vendor', refund: 'expected' })
    const after = await snapshotOf(number.id)
    expect(after).toMatchObject({ status: 'completed', reason: null, refund: 'none', messages: [{ id: 'a' }] })
  })

  it('is not to be given back any more once an SMS is there, or it has ended', async () => {
    const [one, other] = [activation('23'), activation('24')]
    await bought(one, other)
    await database.sql`update onesms.activations set cancel_requested_at = now() where id in (${one.id}, ${other.id})`
    const wished = async (id: string) => (await readActivation(database, id, null))?.cancelRequestedAt ?? null
    await recordSnapshot(database, one)
    expect(await wished(one.id)).not.toBeNull()
    await recordSnapshots(database, [
      { ...one, status: 'received', messages: [message('a', '1')] },
      { ...other, status: 'cancelled', reason: 'user', refund: 'confirmed' },
    ])
    expect([await wished(one.id), await wished(other.id)]).toEqual([null, null])
  })
})

describe('each SMS once', () => {
  it('T10 E04 100 calls at once make one row and one event', async () => {
    const number = activation('30')
    await bought(number)
    await recordSnapshot(database, number)
    const pools = [database, database.connect(), database.connect()]
    const told = { ...number, status: 'received' as const, messages: [message('a', '1234')] }
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => recordSnapshot(pools[index % pools.length] ?? database, told)),
    )
    expect(await eventsOf(number.id)).toEqual([
      ['bought', 'waiting'],
      ['message', 'received', 'a'],
      ['status', 'received'],
    ])
  })

  it('E04 also where one way tells it under an id, and the other does not', async () => {
    const number = activation('31')
    await bought(number)
    const status = 'received' as const
    await recordSnapshot(database, { ...number, status, messages: [message('0:1234', '1234')] })
    await recordSnapshot(database, { ...number, status, messages: [message('p-55', '1234')] })
    await recordSnapshot(database, { ...number, status, messages: [message('p-55', '1234'), message('p-56', '1234')] })
    expect((await eventsOf(number.id)).filter(([type]) => type === 'message')).toEqual([
      ['message', 'received', '0:1234'],
      ['message', 'received', 'p-56'],
    ])
  })

  it('E21 of a rental, paged and in another order; it has its place among the others', async () => {
    const number = rental('32')
    await bought(number)
    const of = (...ids: string[]) => ({ ...number, messages: ids.map(id => message(id)) })
    for (const page of [of('a', 'c'), of('c'), of('b', 'c'), of('a', 'b', 'c', 'd'), of('d', 'c', 'b', 'a')]) {
      await recordSnapshot(database, page)
    }
    expect((await snapshotOf(number.id))?.messages.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
    const told = (await eventsOf(number.id)).filter(([type]) => type === 'message')
    expect(told.map(([, , id]) => id)).toEqual(['a', 'c', 'b', 'd'])
  })

  it('E17 D26 NUL, lone surrogates and 64 KB are stored safely and cut', async () => {
    const number = activation('33', { service: { slug: null, nativeId: 'x', name: 'A\0B\ud800' } })
    await writeBought(database, [{ ...number, service: { slug: null, nativeId: 'x', name: 'AB' } }])
    const messages = [
      { ...message('nul\0'), text: 'a\0b\ud800c\nd' },
      { ...message('long'), text: `${'x'.repeat(4_095)}\ud83d\ude00${'y'.repeat(65_536)}`, sender: 's'.repeat(9_999) },
      { ...message(`${'i'.repeat(5_000)}1`), receivedAt: new Date(Number.NaN) },
      message(`${'i'.repeat(5_000)}2`),
    ]
    await recordSnapshot(database, { ...number, status: 'received', messages })
    const stored = (await snapshotOf(number.id))?.messages ?? []
    expect(stored).toHaveLength(4)
    expect(stored[0]?.text).toBe('abc\nd')
    expect([stored[1]?.text?.length, stored[1]?.sender?.length]).toEqual([4_095, 200])
    expect(new Set(stored.map(({ id }) => id)).size).toBe(4)
    await recordSnapshot(database, { ...number, status: 'received', messages })
    expect((await eventsOf(number.id)).filter(([type]) => type === 'message')).toHaveLength(4)
  })

  it.each(['never', '+010006-01-01T00:00:00.000Z', '-000001-01-01T00:00:00.000Z'])(
    'T35 is written down though a time of it is none, or none that the database takes: %s',
    async text => {
      const time = new Date(text)
      const number = activation(`35${text.length}${text.slice(0, 1)}`)
      await bought(number)
      const told = {
        ...number,
        status: 'received' as const,
        messages: [{ ...message('a', '4711'), receivedAt: time }],
        createdAt: time,
        soldAt: time,
        expiresAt: time,
        cancellableAt: time,
        observedAt: time,
      }
      await recordSnapshot(database, told)
      expect(await snapshotOf(number.id)).toMatchObject({ status: 'received', messages: [{ receivedAt: null }] })
      expect((await eventsOf(number.id)).map(([type]) => type)).toEqual(['bought', 'message', 'status'])
    },
  )

  it('T33 what was removed stays removed, and is no new SMS, whatever is made of its id', async () => {
    const number = rental('34')
    await bought(number)
    const told = { ...number, messages: [message('a', '11'), message('0:1f', '33')] }
    await recordSnapshot(database, told)
    await database.sql`update onesms.messages set text = null, code = null, sender = null where activation_id = ${number.id}`
    await database.sql`update onesms.activations set phone = null, snapshot = snapshot - 'phone' where id = ${number.id}`
    const messages = [message('a', '11'), message('0:1f+', '33'), message('b', '22')]
    await recordSnapshot(database, { ...told, messages })
    const [row] = await database.sql`select a::text from onesms.activations a where id = ${number.id}`
    expect(JSON.stringify(row)).not.toContain('447700900123')
    expect(await snapshotOf(number.id)).toMatchObject({
      phone: '',
      messages: [
        { id: 'a', text: null, code: null, sender: null },
        { id: '0:1f', text: null, code: null, sender: null },
        { id: 'b', code: '22' },
      ],
    })
  })
})

describe('events', () => {
  it('R09 are committed in the order of their ids: who has read up to one has missed none before it', async () => {
    const numbers = Array.from({ length: 60 }, (_, index) => activation(`5${index}00`))
    await bought(...numbers)
    const pools = Array.from({ length: 4 }, () => database.connect())
    const { sql } = database.connect(1)
    const seen: number[] = []
    let isWriting = true
    let last = 0
    const read = async () => {
      const rows = await sql<{ id: number }[]>`
        select e.id from onesms.activation_events e where e.id > ${last}
          and e.activation_id in ${sql(numbers.map(({ id }) => id))} order by e.id`
      for (const { id } of rows) seen.push(id)
      last = Math.max(last, rows.at(-1)?.id ?? 0)
    }
    const reading = (async () => {
      while (isWriting) await read()
    })()
    await Promise.all(
      pools.map(async (pool, writer) => {
        for (const [index, number] of numbers.entries()) {
          await recordSnapshot(pool, { ...number, status: 'received', messages: [message(`${writer}-${index}`)] })
        }
      }),
    )
    isWriting = false
    await reading
    await read()
    const all = await database.sql<{ id: number }[]>`
      select id from onesms.activation_events where activation_id in ${database.sql(numbers.map(({ id }) => id))} order by id`
    expect(seen).toEqual(all.map(({ id }) => id))
    expect(all).toHaveLength(60 * (1 + 4 + 1)) // bought, four messages, one change of status
  }, 30_000)

  it('D06 who is stopped in the middle holds nobody up for long, and writes nothing afterwards', async () => {
    const [slow, other] = [activation('70'), activation('71')]
    await bought(slow, other)
    let recording = Promise.resolve()
    const frozen = begin(database.connect(1).sql, async tx => {
      await tx`set local idle_in_transaction_session_timeout = '300ms'` // as in a recording, but shorter
      await tx`select pg_advisory_xact_lock(hashtext('onesms.activation_events'), hashtext('onesms'))`
      await tx`insert into onesms.activation_events (activation_id, type, status) values (${slow.id}, 'bought', 'waiting')`
      recording = recordSnapshot(database, other) // goes on when the database has ended this connection
      await new Promise(() => {})
    })
    await expect(frozen).rejects.toThrow()
    await recording
    expect(await eventsOf(other.id)).toEqual([['bought', 'waiting']])
    expect(await eventsOf(slow.id)).toEqual([])
  })
})

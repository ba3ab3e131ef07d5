import { setTimeout as sleep } from 'node:timers/promises'
import { createCatalogDatabase } from '../../../scheduler/__fixtures__/catalog-database.ts'
import { until } from '../../../testing/until.ts'
import { activation, message, writeBought } from '../../../tracking/__fixtures__/bought.ts'
import { recordSnapshot } from '../../../tracking/record.ts'
import { startEventServer, tokenOf } from './event-server.ts'
import { openReaders } from './readers.ts'

/** How many read, what, and how many SMS come how fast. */
export interface FanOut {
  readonly readers: number
  /** Each reads of a number of its own; otherwise each reads of all numbers. */
  readonly isEachItsOwn: boolean
  readonly messages: number
  readonly perSecond: number
  /** Whether another process writes, of which the one that tells learns by looking. Default `false`. */
  readonly isWrittenElsewhere?: boolean
}

export interface FanOutFigures {
  /** Milliseconds from before the write to the arrival, ascending; one for each event that each reader had. */
  readonly delays: readonly number[]
  /** As many as there should be. */
  readonly expected: number
  readonly errors: readonly unknown[]
}

/** Lets numbers receive SMS while many read of it, over sockets. */
export async function fanOut(plan: FanOut): Promise<FanOutFigures> {
  const { readers: count, isEachItsOwn, messages, perSecond, isWrittenElsewhere = false } = plan
  const database = await createCatalogDatabase()
  const server = await startEventServer(database, { subjects: ['alice'] })
  const writer = isWrittenElsewhere ? database.connect() : database
  const numbers = Array.from({ length: count }, (_, index) => activation(String(index)))
  try {
    for (let start = 0; start < count; start += 500) await writeBought(database, numbers.slice(start, start + 500))
    await database.sql`update onesms.activations set announced_at = clock_timestamp()`
    const readers = await openReaders(server.url, count, {
      pathOf: reader => (isEachItsOwn ? `/v1/activations/hero-sms:${reader}/events` : '/v1/events?ids=hero-sms:0'),
      tokenOf: () => tokenOf('alice'),
    })
    const writtenAt = new Map<string, number>()
    const write = async (index: number) => {
      const number = isEachItsOwn ? numbers[index % count] : numbers[0]
      if (!number) return
      const id = `m${index}`
      writtenAt.set(id, performance.timeOrigin + performance.now())
      await recordSnapshot(writer, { ...number, status: 'received', messages: [message(id, String(index))] })
    }
    const writing: Promise<void>[] = []
    for (let index = 0; index < messages; index += 1) {
      writing.push(write(index))
      await sleep(1_000 / perSecond)
    }
    await Promise.all(writing)
    const rows = await database.sql<{ id: number; message_id: string }[]>`
      select id, message_id from onesms.activation_events where type = 'message'`
    const expected = rows.length * (isEachItsOwn ? 1 : count)
    const delays = () =>
      rows.flatMap(({ id, message_id }) =>
        (readers.arrivals.get(id) ?? []).map(at => at - (writtenAt.get(message_id) ?? 0)),
      )
    await until('all have arrived', () => delays().length >= expected, 30_000)
    const ended = readers.ended()
    readers.close()
    if (ended > 0) throw new Error(`${ended} streams ended by themselves`)
    return { delays: delays().sort((left, right) => left - right), expected, errors: server.errors }
  } finally {
    await server.stop()
    await database.drop()
  }
}

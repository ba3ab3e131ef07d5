import { createClient } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, FakeClock, keepTime } from '@onesms/sdk/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Daemon, startDaemon } from '../daemon.ts'
import { createIntentStore } from '../db/store/intents.ts'
import { readEvents, tokenFor, tokenOf } from '../http/events/__fixtures__/event-server.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../scheduler/__fixtures__/catalog-database.ts'
import { NEVER } from '../testing/stage.ts'

const clock = new FakeClock(Date.now())
const emulator = createHandlerApiEmulator({
  clock,
  size: { services: 2, countries: 1 },
  autoSms: false,
  magicServices: true,
})
const over = new AbortController()
const provider = () => heroSms({ apiKey: emulator.apiKey, fetch: emulator.fetch, requestsPerSecond: 1_000 })

let database: CatalogDatabase
beforeAll(async () => {
  database = await createCatalogDatabase()
  void keepTime(clock, over.signal)
})
afterAll(async () => {
  over.abort()
  await database?.drop()
})

const start = (): Promise<Daemon> =>
  startDaemon({
    database: database.connect(),
    providers: [provider()],
    sync: NEVER,
    http: { port: 0, tokens: [tokenFor('alice')] },
    onError: error => {
      throw error
    },
  })
const read = ({ url }: Daemon, path: string) =>
  readEvents(new URL(path, url), { headers: { authorization: `Bearer ${tokenOf('alice')}` } })

async function buy(): Promise<string> {
  const client = createClient({ provider: provider(), store: createIntentStore(database), clock })
  const country = { nativeId: String(emulator.catalog.countries[0]?.id) }
  const { id } = await client.activations.buy({ service: { nativeId: 'mute' }, country })
  await database.sql`update onesms.activations set subject = 'alice' where id = ${id}`
  return id
}

describe('a daemon', () => {
  it('R09 D38 P41 tells of the SMS of a number that was bought elsewhere; stopped, it ends streams and gives nothing back', async () => {
    const id = await buy()
    const daemon = await start()
    const reader = read(daemon, `/v1/activations/${id}/events`)
    await reader.until(2)
    const before = emulator.ledger.count('setStatus')
    const stopped = daemon.stop()
    expect(await reader.ended).toBe(true)
    await stopped
    expect(reader.events.map(({ type }) => type)).toEqual(['snapshot', 'bought'])
    emulator.sms(id, { text: 'Your code is 2468' })
    const next = await start()
    const again = read(next, `/v1/activations/${id}/events?after=${reader.events.at(-1)?.id}`)
    const [message, status] = await again.until(2)
    expect([message?.type, message?.data.message, status?.type]).toMatchObject(['message', { code: '2468' }, 'status'])
    again.close()
    await next.stop()
    expect(emulator.ledger.count('setStatus')).toBe(before)
  }, 60_000)
})

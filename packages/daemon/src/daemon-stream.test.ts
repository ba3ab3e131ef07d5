import { createClient, createMemoryStore } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator } from '@onesms/sdk/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Daemon, startDaemon } from './daemon.ts'
import { knownToken, tokenOf } from './http/testing/guarded-app.ts'
import { NO_LIMITS } from './purchase/policy.ts'
import { type CatalogDatabase, createCatalogDatabase } from './scheduler/__fixtures__/catalog-database.ts'
import { until } from './testing/until.ts'

const emulator = createHandlerApiEmulator({
  size: { services: 3, countries: 2 },
  autoSms: false,
  magicServices: true,
  balance: '1000',
})
const goods = {
  service: { nativeId: 'hero-sms:mute' },
  country: { nativeId: `hero-sms:${emulator.catalog.countries[0]?.id}` },
}
let database: CatalogDatabase
let running: Daemon
beforeAll(async () => {
  database = await createCatalogDatabase()
  running = await startDaemon({
    database,
    providers: [heroSms({ apiKey: emulator.apiKey, fetch: emulator.fetch, requestsPerSecond: 1_000 })],
    sync: { services: '*/5 * * * *', countries: '0 * * * *' },
    http: { port: 0, tokens: [knownToken('ann', ['catalog:read', 'activation:read', 'purchase'])] },
    purchase: {
      enabled: true,
      accountMode: 'shared',
      services: 'any',
      countries: 'any',
      maxPrice: new Map([['USD', '5']]),
      rentals: { maxPrice: new Map([['USD', '50']]) },
      limits: { subject: NO_LIMITS, total: { ...NO_LIMITS, spendPerDay: new Map([['USD', '1000']]) } },
    },
    onError: () => {}, // the catalog of three services is none to be synced
  })
})
afterAll(async () => {
  await running?.stop()
  await database?.drop()
})

/** A client that notes what it asks for, and whose streams can be cut. */
function open() {
  const asked: { readonly what: string; readonly after: string | null }[] = []
  const cuts: (() => void)[] = []
  const provider = daemon({
    url: running.url,
    token: tokenOf('ann'),
    provider: 'hero-sms',
    fetch: async (url, init) => {
      const what = `${init.method ?? 'GET'} ${new URL(url).pathname}`
      asked.push({ what, after: new Headers(init.headers).get('last-event-id') })
      if (!what.endsWith('/events')) return fetch(url, init)
      const cut = new AbortController()
      cuts.push(() => cut.abort(new TypeError('terminated')))
      return fetch(url, { ...init, signal: AbortSignal.any([cut.signal, ...(init.signal ? [init.signal] : [])]) })
    },
  })
  const client = createClient({ provider, store: createMemoryStore() })
  const streams = () => asked.filter(({ what }) => what.endsWith('/events'))
  return { client, asked, streams, cut: () => cuts.at(-1)?.() }
}

it('R09 news of many numbers come by one stream, which goes on where it broke: none lost, none twice', async () => {
  const { client, asked, streams, cut } = open()
  const numbers = await Promise.all(Array.from({ length: 5 }, () => client.activations.buy(goods)))
  const heard: string[] = []
  client.on('activation:message', ({ activation, message }) => heard.push(`${activation.id} ${message.code}`))
  const codes = numbers.map(number => number.waitForCode({ timeout: 60_000 }))
  await until('the stream', () => streams().length === 1)
  const say = (index: number, code: string) =>
    emulator.sms(numbers[index]?.id ?? '', { text: `Your code is ${code}`, code })
  say(0, '111111')
  expect(await codes[0]).toBe('111111')
  cut()
  for (const index of [1, 2, 3, 4]) say(index, `22222${index}`)
  expect(await Promise.all(codes.slice(1))).toEqual(['222221', '222222', '222223', '222224'])
  expect(streams().length).toBe(2)
  expect(Number(streams()[1]?.after)).toBeGreaterThan(0)
  expect(heard.toSorted()).toEqual(
    numbers.map(({ id }, index) => `${id} ${index === 0 ? '111111' : `22222${index}`}`).toSorted(),
  )
  const looks = asked.filter(({ what }) => what.startsWith('GET /v1/activations'))
  expect(looks.length).toBeLessThanOrEqual(10)
}, 60_000)

it('nobody who follows, no stream', async () => {
  const { client, streams } = open()
  const number = await client.activations.buy(goods)
  expect(streams()).toEqual([])
  const leaving = new AbortController()
  const waiting = number.waitForCode({ signal: leaving.signal }).catch(error => error)
  await until('the stream', () => streams().length === 1)
  leaving.abort('enough')
  expect(await waiting).toBe('enough')
  expect(streams().length).toBe(1)
})

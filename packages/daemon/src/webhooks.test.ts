import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import type { Provider } from '@onesms/sdk'
import { createClient } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, type HandlerApiEmulator } from '@onesms/sdk/testing'
import { verifyWebhook } from '@onesms/sdk/webhooks'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readWebhooks } from './config/read-webhooks.ts'
import { webhooksSection } from './config/webhooks.ts'
import { type Daemon, startDaemon } from './daemon.ts'
import { createIntentStore } from './db/store/intents.ts'
import { knownToken, tokenOf } from './http/testing/guarded-app.ts'
import { type CatalogDatabase, createCatalogDatabase } from './scheduler/__fixtures__/catalog-database.ts'
import { until } from './testing/until.ts'

const SECRET = '7d1e5b9c3a8f4e2d6b0c9a7f5e3d1b8c'
const SIGNING = `whsec_${Buffer.from('0a1b2c3d4e5f60718293a4b5c6d7e8f9').toString('base64')}`

let database: CatalogDatabase
let emulator: HandlerApiEmulator
let provider: Provider
let daemon: Daemon
let receiver: Server
let told: { type: string; data: { activation: { id: string }; message: { code: string } | null } }[]
/** Whatever anybody could read somewhere. */
const said: unknown[] = []

beforeAll(async () => {
  database = await createCatalogDatabase()
  told = []
  receiver = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const request = new Request('http://receiver/', {
      method: 'POST',
      body: Buffer.concat(chunks),
      headers: incoming.headers as Record<string, string>,
    })
    const { payload } = await verifyWebhook(request, SIGNING)
    told.push(payload as (typeof told)[number])
    response.end()
  }).listen(0, '127.0.0.1')
  await once(receiver, 'listening')

  // The address that the provider was told is known once the daemon listens.
  let url = ''
  emulator = createHandlerApiEmulator({
    size: { services: 3, countries: 2 },
    autoSms: false,
    magicServices: true,
    webhook: { url: 'http://daemon.invalid/', fetch: request => fetch(url, request) },
  })
  provider = heroSms({ apiKey: emulator.apiKey, fetch: emulator.fetch, requestsPerSecond: 1_000 })
  const section = webhooksSection.parse({
    in: [{ provider: 'hero-sms', secretEnv: 'HOOK' }],
    out: [
      {
        id: 'shop',
        url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`,
        secretEnv: 'SIGNING',
        events: ['activation.bought', 'activation.message'],
        include: ['text'],
      },
    ],
    allowPrivateTargets: ['127.0.0.1'],
  })
  const { webhooks, mistakes } = await readWebhooks(section, { HOOK: SECRET, SIGNING }, [provider])
  expect(mistakes).toEqual([])
  daemon = await startDaemon({
    database,
    providers: [provider],
    sync: {},
    webhooks,
    http: { port: 0, tokens: [knownToken('admin', ['admin', 'catalog:read'])] },
    onError: error => said.push(String(error), error),
    onRun: run => said.push(run),
    onRequest: request => said.push(request),
  })
  url = `${daemon.url}/v1/webhooks/hero-sms/${SECRET}`
  said.push(webhooks, inspect(webhooks, { depth: 20, showHidden: true }))
})
afterAll(async () => {
  await daemon?.stop()
  receiver?.closeAllConnections()
  receiver?.close()
  await database?.drop()
})

it('an SMS goes from the provider’s call to the team’s endpoint; T09 T36 and no secret of either is to be read anywhere', async () => {
  const client = createClient({ provider, store: createIntentStore(database) })
  const country = { nativeId: String(emulator.catalog.countries[0]?.id) }
  const { id } = await client.activations.buy({ service: { nativeId: 'mute' }, country })
  emulator.sms(id, { text: 'Your code is 4711' })
  const message = await until('the SMS', () => told.find(({ type }) => type === 'activation.message'))
  expect(message.data).toMatchObject({
    activation: { id, phone: expect.stringMatching(/^\*\*\*/) },
    message: { code: '4711' },
  })
  await until('the call', async () => {
    const [row] = await database.sql`select from onesms.webhook_inbox where outcome in ('looked', 'over')`
    return row !== undefined
  })
  await client.close()

  const headers = { authorization: `Bearer ${tokenOf('admin')}` }
  const pages = await Promise.all(
    ['/openapi.json', '/metrics', '/v1/status', '/v1/webhooks/deliveries', '/elsewhere', '/docs', '/readyz'].map(
      async path => {
        const response = await fetch(daemon.url + path, { headers })
        return [response.status, path, await response.text()] as const
      },
    ),
  )
  const text = (path: string) => pages.find(page => page[1] === path)?.[2] ?? ''
  expect(text('/metrics')).toMatch(/onesms_webhook_out_total\{result="delivered"\} \d/)
  expect(text('/metrics')).toMatch(/onesms_webhook_in_total\{account="hero-sms",result="\w+"\} 1/)
  expect(text('/v1/webhooks/deliveries')).toContain('"state":"delivered"')
  expect(text('/openapi.json')).toContain('/v1/webhooks/{provider}/{secret}')
  const [dump] = await database.sql`
    select string_agg(query_to_xml(format('select * from onesms.%I', tablename), true, false, '')::text, '') as all
    from pg_tables where schemaname = 'onesms'`
  const everything = JSON.stringify([said, pages, dump])
  for (const secret of [SECRET, SIGNING, Buffer.from(SIGNING.slice(6), 'base64').toString()]) {
    for (let start = 0; start + 8 <= secret.length; start += 1) {
      expect(everything).not.toContain(secret.slice(start, start + 8))
    }
  }
  expect(text('/metrics')).not.toContain(id)
})

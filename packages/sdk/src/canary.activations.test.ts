import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer as createTlsServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { eavesdrop } from './__fixtures__/canary.ts'
import { activationEvents, clientEvents, rentalEvents } from './__fixtures__/canary-calls.ts'
import { type LifeOptions, liveWith } from './__fixtures__/canary-life.ts'
import { createSilence } from './__fixtures__/canary-outcomes.ts'
import { buyOverSocket, mockNames } from './__fixtures__/canary-sockets.ts'
import { closeServers, listen } from './__fixtures__/local-server.ts'
import { handlerApiProviders } from './__fixtures__/providers.ts'
import { selfSigned } from './__fixtures__/self-signed.ts'
import { createHandlerApiEmulator, serve } from './testing/index.ts'

/** Of its signs every one means something somewhere. */
const key = `${randomBytes(9).toString('base64')}!'()*~&%+/=<>"\\${randomBytes(9).toString('base64')}`
const expectSilence = createSilence(key)

const MAY_FAIL = [
  'activations.buy',
  'activations.get',
  'activations.list',
  'activation.waitForCode',
  'activation.waitForMessage',
  'activation.messages',
  'activation.refresh',
  'activation.retry',
  'activation.complete',
  'activation.cancel',
  'activation.report',
  'error.reconcile',
  'purchases.reconcile',
  'purchases.resolve',
]
/** Works only where a host lists its open numbers. */
const NEEDS_LIST = ['activations.list', 'error.reconcile']
/** Of what no activation asks for. */
const FAULTS_OF_RENTALS = ['sms-page-resent', 'sms-reordered', 'sms-repeated']
const FAULTS_OF_CALLS = ['webhook-repeated', 'webhook-late', 'webhook-lost']
const FAULTS_OF_LISTS = ['list-lag', 'list-truncated', 'list-error', 'list-empty', 'list-naive-times']

let folder: string
let lives = 0
let ear: ReturnType<typeof eavesdrop>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onesms-canary-'))
})
beforeEach(() => {
  ear = eavesdrop()
})
afterEach(() => {
  ear.stop()
  vi.restoreAllMocks()
  closeServers()
})
afterAll(() => rm(folder, { recursive: true }))

const live = (host: LifeOptions['host'], spoil: LifeOptions['spoil'], apiKey = key) =>
  liveWith({ host, apiKey, file: join(folder, `${++lives}.jsonl`), spoil })

describe('G08 T01 canary over numbers and purchases', () => {
  it.each(handlerApiProviders)(
    'every method and every fault of the emulator: $id',
    async host => {
      const { kinds } = createHandlerApiEmulator({ dialect: host.dialect, size: { services: 1, countries: 1 } }).faults
      const [worked, failed, idle] = [new Set<string>(), new Set<string>(), new Set<string>()]
      for (const kind of kinds) {
        const { outcomes, spoiled } = await live(host, ({ faults, fetch }) => {
          // No answer about a number may have more than 4 MiB, and zeros cost the emulator time.
          faults.inject({ kind, ...(kind === 'oversized' && { mib: 5 }), ...(kind === 'gzip-bomb' && { times: 8 }) })
          return fetch
        })
        await expectSilence(outcomes, ear)
        if (spoiled.length === 0) idle.add(kind)
        for (const { method, error } of outcomes) (error === undefined ? worked : failed).add(method)
      }
      const hasList = host.provider({ apiKey: key }).traits.openList !== null
      const untouched = ['v2-json-to-v1', ...FAULTS_OF_RENTALS, ...FAULTS_OF_CALLS]
      expect(idle).toEqual(new Set([...untouched, ...(hasList ? [] : FAULTS_OF_LISTS)]))
      expect(failed).toEqual(new Set(MAY_FAIL))
      expect([...failed].filter(method => !worked.has(method))).toEqual(hasList ? [] : NEEDS_LIST)
      const told = clientEvents.filter(event => !rentalEvents.includes(event))
      const heard = [...told, ...activationEvents.map(event => `activation ${event}`)]
      expect(heard.filter(event => !worked.has(event))).toEqual(hasList ? [] : ['purchase:orphan'])
    },
    30_000,
  )

  it.each(handlerApiProviders)(
    'T02 T04 answers that repeat what was sent: $id',
    async host => {
      const key = randomBytes(16).toString('hex') // reads like a code, or the name of a network
      const silence = createSilence(key)
      const url = `https://host.test/stubs/handler_api.php?${new URLSearchParams({ action: 'getNumber', api_key: key })}`
      const bodies = [
        key,
        url,
        `<html><body>Cannot GET ${encodeURIComponent(url)}</body></html>`,
        `ACCESS_NUMBER:4711:${key}`,
        `ACCESS_NUMBER:${key}:447700900123`,
        `NO_NUMBERS:${url}`,
        `NO_${key}`,
        `STATUS_CANCEL:${url}`,
        btoa(url),
        JSON.stringify({ activationId: '4711', phoneNumber: url, activationCost: key }),
        JSON.stringify({ activationId: url, phoneNumber: '447700900123', activationOperator: 'any' }),
        JSON.stringify({ activationId: '4711', phoneNumber: '447700900123', activationOperator: key }),
        `STATUS_OK:${key}`,
        JSON.stringify({ verificationType: 0, sms: { code: key, text: url } }),
        JSON.stringify({ status: 'error', message: url, errorMsg: key }),
        JSON.stringify({ title: 'BANNED', details: url, info: { banned_until: key } }),
        `${'.'.repeat(190)}${key.slice(7)}`,
      ]
      for (const [index, body] of bodies.entries()) {
        const status = [200, 400, 401, 409, 500][index % 5] ?? 200
        const { outcomes } = await live(host, () => async () => new Response(body, { status }), key)
        expect(await silence(outcomes, ear)).toBeGreaterThan(0)
      }
    },
    20_000,
  )

  it.each(handlerApiProviders)('failures of fetch itself that quote the URL: $id', async host => {
    const failures: readonly ((url: string) => unknown)[] = [
      url => new TypeError('fetch failed', { cause: Object.assign(new Error(url), { code: 'ECONNREFUSED' }) }),
      url => Object.assign(new Error(url), { code: key, request: url, config: { url } }),
      url => new DOMException(`aborted ${url}`, 'AbortError'),
      url => `text ${url}`,
    ]
    for (const failure of failures) {
      const { outcomes } = await live(host, () => url => Promise.reject(failure(url)))
      await expectSilence(outcomes, ear)
      expect(outcomes.find(({ method }) => method === 'activations.buy')).toHaveProperty('error')
    }
  })

  it.each(handlerApiProviders)(
    'T05 T06 purchases over real sockets: $id',
    async host => {
      const emulator = createHandlerApiEmulator({
        dialect: host.dialect,
        apiKey: key,
        size: { services: 9, countries: 9 },
      })
      const plain = await serve(emulator)
      const gone = await serve(emulator)
      await gone.close()
      const secured: string[] = []
      const secure = await listen(createTlsServer(selfSigned(), request => secured.push(request.url ?? '')))
      mockNames('nowhere.test')
      const buy = async (origin: string, code: string) => {
        const options = { apiKey: key, baseUrl: `${origin}/stubs/handler_api.php`, allowCustomBaseUrl: true }
        const outcomes = await buyOverSocket(host, options, join(folder, `${++lives}.jsonl`))
        await expectSilence(outcomes, ear)
        expect(outcomes[0]).toMatchObject({ method: 'activations.buy', error: { code } })
      }
      for (const kind of ['echo-url', 'html', 'redirect', 'reset', 'reset-mid-body', 'oversized'] as const) {
        emulator.faults.inject({ kind, ...(kind === 'oversized' && { mib: 5 }) })
        await buy(plain.url, 'purchase_unknown')
        emulator.faults.clear()
      }
      expect(emulator.ledger.count('getNumberV2')).toBe(6)
      await buy(gone.url, 'purchase_not_sent')
      await buy(`https://localhost:${secure}`, 'purchase_not_sent') // nobody vouches for it
      await buy(`https://elsewhere.test:${secure}`, 'purchase_not_sent') // a name of somebody else's network
      await buy('https://nowhere.test', 'purchase_not_sent')
      expect(secured).toEqual([])
      await plain.close()
    },
    20_000,
  )
})

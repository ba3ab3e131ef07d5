import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signWebhook, verifyWebhook } from '@onesms/sdk/webhooks'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FencedError } from '../db/store/fence.ts'
import { acquireLease, releaseLease } from '../db/store/leases.ts'
import { saveSubscriptions } from '../outbox/endpoints.ts'
import { enqueue } from '../outbox/enqueue.ts'
import { type CatalogDatabase, createCatalogDatabase } from '../scheduler/__fixtures__/catalog-database.ts'
import { LOOK_EVERY, TRY_EVERY } from '../scheduler/lease-loop.ts'
import { until } from '../testing/until.ts'
import { WatchedClock } from './__fixtures__/watched-clock.ts'
import { takeDeliveries } from './deliveries.ts'
import type { Endpoint } from './endpoint.ts'
import { readDeliveries, replayDeliveries } from './read-deliveries.ts'
import { MOST_ATTEMPTS } from './retry.ts'
import { createWebhookSender, type SentWebhook, type WebhookSender } from './sender.ts'

const OLD = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
const NEW = `whsec_${Buffer.alloc(32, 2).toString('base64')}`

interface Call {
  readonly key: unknown
  readonly step: unknown
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

let database: CatalogDatabase
let server: Server
let url: string
let calls: Call[]
let errors: unknown[]
let sent: SentWebhook[]
let clock: WatchedClock
/** What the receiver answers a call with. */
let answer: (call: Call, response: ServerResponse) => void
const open: WebhookSender[] = []

beforeAll(async () => {
  database = await createCatalogDatabase()
  server = createServer((request, response) => void receive(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
})
beforeEach(async () => {
  await database.clear()
  ;[calls, errors, sent, clock] = [[], [], [], new WatchedClock()]
  answer = (_, response) => response.end('a secret of the receiver')
})
afterEach(() => Promise.all(open.splice(0).map(sender => sender.stop())))
afterAll(async () => {
  server?.closeAllConnections()
  server?.close()
  await database?.drop()
})

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = ''
  for await (const chunk of request) body += chunk
  const { data } = JSON.parse(body) as { data: { key: unknown; step: unknown } }
  const call = { key: data.key, step: data.step, body, headers: request.headers as Record<string, string> }
  calls.push(call)
  answer(call, response)
}

async function endpoint(more: Partial<Endpoint> = {}, secrets: readonly string[] = [NEW]): Promise<Endpoint> {
  const made: Endpoint = {
    id: 'shop',
    url,
    types: ['balance.low'],
    subjects: null,
    include: [],
    sign: message => signWebhook(message, secrets),
    ...more,
  }
  await saveSubscriptions(database, [made])
  return made
}

function start(endpoints: readonly Endpoint[], more: { allowPrivateTargets?: readonly string[] } = {}): WebhookSender {
  const sender = createWebhookSender({
    database,
    endpoints,
    clock,
    holder: 'a',
    allowPrivateTargets: ['127.0.0.1'],
    random: () => 0.5,
    ...more,
    onError: error => errors.push(error),
    onSent: event => sent.push(event),
  })
  open.push(sender)
  sender.start()
  return sender
}

const tell = (key: string, step: number) =>
  enqueue(database, { type: 'balance.low', orderingKey: key, payload: { key, step } })
const rows = () => readDeliveries(database, { limit: 1_000 })
/** The sender has done all it had to do, and looks again. */
async function look(): Promise<void> {
  await until('the sender at rest', () => clock.sleepsOf(LOOK_EVERY) > 0)
  await clock.advance(LOOK_EVERY)
}
/** All that waits is due a while earlier, and the sender looks. */
async function pass(seconds: number): Promise<void> {
  await until('the sender at rest', () => clock.sleepsOf(LOOK_EVERY) > 0)
  await database.sql`
    update onesms.webhook_deliveries set next_attempt_at = next_attempt_at - make_interval(secs => ${seconds})`
  await clock.advance(LOOK_EVERY)
}
const told = (count: number) => until(`${count} attempts`, () => sent.length >= count)

describe('what the team is told', () => {
  it('T11 is signed so that the receiver of the SDK takes it, by either secret of a rotation', async () => {
    start([await endpoint({}, [NEW, OLD])])
    await tell('balance:a', 1)
    await look()
    await told(1)
    const [call] = calls
    if (!call) throw new Error('nothing was told')
    const request = () => new Request(url, { method: 'POST', headers: call.headers, body: call.body })
    for (const secret of [NEW, OLD]) {
      const { id, payload } = await verifyWebhook(request(), secret)
      expect(id).toMatch(/^evt_[0-9a-f]{32}$/)
      expect(payload).toMatchObject({ type: 'balance.low', timestamp: expect.any(String), data: { step: 1 } })
    }
    const other = `whsec_${Buffer.alloc(32, 3).toString('base64')}`
    await expect(verifyWebhook(request(), other)).rejects.toMatchObject({ code: 'webhook' })
    expect(await rows()).toMatchObject([{ state: 'delivered', attempts: 1, last_result: 'HTTP 200' }])
    expect(JSON.stringify(await database.sql`select * from onesms.webhook_deliveries`)).not.toContain('secret of')
  })

  it('comes in order for each key, whatever fails; a failure holds back the later ones of its key alone', async () => {
    let isDown = true
    answer = ({ key }, response) => response.writeHead(isDown && key === 'a' ? 500 : 200).end()
    start([await endpoint()])
    for (const step of [1, 2, 3]) for (const key of ['a', 'b']) await tell(key, step)
    await look()
    await until('all of b', () => calls.filter(({ key }) => key === 'b').length === 3)
    expect(calls.filter(({ key }) => key === 'b').map(({ step }) => step)).toEqual([1, 2, 3])
    expect(calls.filter(({ key }) => key === 'a').map(({ step }) => step)).toEqual([1])
    isDown = false
    await until('the failure', async () => (await rows()).some(({ last_result }) => last_result === 'HTTP 500'))
    await pass(6)
    await until('all of a', () => calls.filter(({ key }) => key === 'a').length === 4)
    expect(calls.filter(({ key }) => key === 'a').map(({ step }) => step)).toEqual([1, 1, 2, 3])
  })

  it('what waits behind a failure is not looked at until that is tried again, and goes at once when that arrives', async () => {
    let isDown = true
    answer = (_, response) => response.writeHead(isDown ? 500 : 200).end()
    start([await endpoint()])
    for (const step of [1, 2]) await tell('a', step)
    for (const attempts of [1, 2, 3]) {
      await look()
      await told(attempts)
      await until('the sender at rest', () => clock.sleepsOf(LOOK_EVERY) > 0)
      if (attempts < 3) await pass(121)
    }
    await tell('a', 3)
    const waits = await database.sql<{ wait: number }[]>`
      select round(extract(epoch from next_attempt_at - clock_timestamp()) / 10)::int * 10 as wait
      from onesms.webhook_deliveries order by outbox_id`
    expect(waits.map(({ wait }) => wait)).toEqual([120, 120, 120])
    isDown = false
    await database.sql`
      update onesms.webhook_deliveries set next_attempt_at = clock_timestamp()
      where outbox_id = (select min(outbox_id) from onesms.webhook_deliveries)`
    await look()
    await told(6)
    expect(calls.map(({ step }) => step)).toEqual([1, 1, 1, 1, 2, 3])
  })

  it('goes out at once where the process that wrote it down says so', async () => {
    const sender = start([await endpoint()])
    await until('the sender at rest', () => clock.sleepsOf(LOOK_EVERY) > 0)
    await tell('a', 1)
    sender.wake()
    await told(1)
    expect(clock.elapsed()).toBe(0)
  })

  it('keeps its id through every attempt', async () => {
    answer = (_, response) => response.writeHead(503).end()
    start([await endpoint()])
    await tell('a', 1)
    await look()
    await told(1)
    await pass(6)
    await told(2)
    expect(new Set(calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  it('D47 is given up after three days, visibly, and then the next of its key goes on; it can be told once more', async () => {
    answer = ({ step }, response) => response.writeHead(step === 1 ? 500 : 200).end()
    start([await endpoint()])
    for (const step of [1, 2]) await tell('a', step)
    await look()
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      await told(attempt)
      if (attempt < MOST_ATTEMPTS) await pass(86_401)
    }
    await until('the next', async () => (await rows()).every(({ state }) => state !== 'pending'))
    const [second, first] = await rows()
    expect(first).toMatchObject({ state: 'dead', attempts: MOST_ATTEMPTS, last_result: 'HTTP 500' })
    expect(second).toMatchObject({ state: 'delivered', attempts: 1 })
    expect(sent.filter(({ result }) => result === 'dead')).toHaveLength(1)
    answer = (_, response) => response.end()
    expect(await replayDeliveries(database, first?.event_id ?? '', 'shop')).toBe(1)
    expect(await replayDeliveries(database, 'evt_unknown', undefined)).toBe(0)
    await look()
    await until('the replay', async () => (await rows()).every(({ state }) => state === 'delivered'))
  })

  it('D47 waits for a target that is down for a day, with fewer and fewer calls, and then arrives whole and in order', async () => {
    let isDown = true
    answer = (_, response) => (isDown ? response.destroy() : response.end())
    start([await endpoint()])
    const keys = ['a', 'b', 'c']
    for (const step of [1, 2, 3]) for (const key of keys) await tell(key, step)
    await look()
    await told(keys.length)
    let passed = 0
    for (let attempts = 1; passed < 24 * 3_600; attempts += 1) {
      const [{ wait }] = await database.sql<[{ wait: number }]>`
        select extract(epoch from max(next_attempt_at) - clock_timestamp())::float8 as wait
        from onesms.webhook_deliveries where attempts > 0`
      passed += wait
      await pass(wait + 1)
      await told(keys.length * (attempts + 1))
    }
    expect(sent.length).toBeLessThanOrEqual(keys.length * MOST_ATTEMPTS)
    expect(await rows()).toHaveLength(9)
    expect((await rows()).every(({ state }) => state === 'pending')).toBe(true)
    isDown = false
    calls = []
    await pass(86_401)
    await until('all of it', async () => (await rows()).every(({ state }) => state === 'delivered'))
    for (const key of keys) expect(calls.flatMap(call => (call.key === key ? [call.step] : []))).toEqual([1, 2, 3])
    expect(errors).toEqual([])
  })

  it('D47 an endpoint that hangs holds up nobody else: no other endpoint, and no connection to the database', async () => {
    answer = ({ key }, response) => key === 'other' && response.end()
    const [slow, quick] = [await endpoint(), await endpoint({ id: 'quick', types: ['sync.refused'] })]
    await saveSubscriptions(database, [slow, quick])
    await tell('a', 1)
    start([slow, quick])
    await until('the call', () => calls.length === 1)
    const [{ held }] = await database.sql<[{ held: number }]>`
      select count(*) as held from pg_stat_activity
      where datname = current_database() and state like 'idle in transaction%'`
    expect(held).toBe(0)
    await enqueue(database, { type: 'sync.refused', orderingKey: 'b', payload: { key: 'other', step: 1 } })
    await look()
    await told(1)
    expect(sent).toEqual([{ endpoint: 'quick', type: 'sync.refused', result: 'delivered' }])
  })

  it('a call that a stop cuts off is made again by the next process, at once', async () => {
    answer = () => {}
    const made = await endpoint()
    await tell('a', 1)
    const first = start([made])
    await until('the call', () => calls.length === 1)
    await first.stop()
    expect(await rows()).toMatchObject([{ state: 'pending', last_result: 'stopped' }])
    answer = (_, response) => response.end()
    start([made])
    await until('the same call', () => sent.some(({ result }) => result === 'delivered'))
    expect(new Set(calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  it('a call whose process died over it is made again a minute later', async () => {
    const made = await endpoint()
    await tell('a', 1)
    const lease = await acquireLease(database, 'webhooks-out:shop', 'dead', 1)
    if (!lease) throw new Error('there is no lease')
    expect(await takeDeliveries(database, lease, 'shop', 1)).toHaveLength(1)
    await releaseLease(database, lease)
    await expect(takeDeliveries(database, lease, 'shop', 1)).rejects.toBeInstanceOf(FencedError)
    start([made])
    await look()
    await until('the sender at rest', () => clock.sleepsOf(LOOK_EVERY) > 0)
    expect(calls).toEqual([])
    await pass(61)
    await told(1)
    expect(await rows()).toMatchObject([{ state: 'delivered', attempts: 2 }])
  })

  it('of two processes one tells, and the other goes on where it stops', async () => {
    const made = await endpoint()
    const first = start([made])
    await tell('a', 1)
    await look()
    await told(1)
    start([made])
    await tell('a', 2)
    await look()
    await told(2)
    await first.stop()
    await tell('a', 3)
    await until('the other, waiting for the lease', () => clock.sleepsOf(TRY_EVERY) > 0)
    await clock.advance(TRY_EVERY)
    await told(3)
    expect(calls.map(({ step }) => step)).toEqual([1, 2, 3])
  })

  it('T08 goes nowhere private that was not allowed, and says no address', async () => {
    start([await endpoint()], { allowPrivateTargets: [] })
    await tell('a', 1)
    await look()
    await told(1)
    expect(calls).toEqual([])
    expect(await rows()).toMatchObject([{ state: 'pending', last_result: 'refused: the target is not public' }])
  })
})

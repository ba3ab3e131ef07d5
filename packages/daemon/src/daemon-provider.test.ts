import { setTimeout as pause } from 'node:timers/promises'
import { type Activation, createClient, createMemoryStore, type PurchaseUnknownError } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import { FakeClock } from '@onesms/sdk/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Mall, openMall, type Shop, type ShopOptions } from './http/activations/__fixtures__/shop.ts'
import { tokenOf } from './http/testing/guarded-app.ts'
import { until } from './testing/until.ts'

let mall: Mall
beforeAll(async () => {
  mall = await openMall()
})
afterAll(() => mall?.close())

type Fetch = (url: string, init: RequestInit) => Promise<Response>

const reset = () => new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) })
const failure = <T>(promise: Promise<T>) =>
  promise.then(
    () => expect.fail('it did not fail'),
    error => error,
  )

/** A client of a daemon in the same process, over a wire that may lose what is sent. */
function open(options: ShopOptions = {}) {
  const shop: Shop = mall.open(options)
  const clock = new FakeClock(Date.now())
  const wire: string[] = []
  const scene = {
    shop,
    clock,
    wire,
    /** What happens to a POST; default: nothing. */
    fault: null as ((send: () => Promise<Response>) => Promise<Response>) | null,
    posts: () => wire.filter(line => line.startsWith('POST')),
    client: (as = 'ann') => {
      const fetch: Fetch = async (url, init) => {
        const request = new Request(url.replace('127.0.0.1:9', 'localhost'), init)
        wire.push(`${request.method} ${new URL(url).pathname}`)
        const send = () => shop.fetch(request)
        return request.method === 'POST' && scene.fault ? scene.fault(send) : send()
      }
      const provider = daemon({ url: 'http://127.0.0.1:9', token: tokenOf(as), provider: 'hero-sms', fetch, clock })
      return createClient({ provider, clock, store: createMemoryStore({ clock }) })
    },
    /** Time passes while something is waited for. */
    pass: async <T>(promise: Promise<T>): Promise<T> => {
      let isDone = false
      const done = promise.finally(() => {
        isDone = true
      })
      done.catch(() => {})
      for (let step = 0; !isDone && step < 2_000; step += 1) {
        await pause(5)
        await clock.advance(100)
      }
      return done
    },
  }
  return scene
}

const goods = () => ({ service: { nativeId: 'hero-sms:mute' }, country: { nativeId: `hero-sms:${mall.country}` } })
const sold = () => mall.emulator.ledger.activations().length

describe('the daemon as a provider', () => {
  it('sells a number, follows it, and gives it back, in the words of who sold it', async () => {
    const { client, pass, shop } = open()
    const page = client()
    const activation = await pass(page.activations.buy(goods()))
    expect(activation.id).toMatch(/^hero-sms:\d+$/)
    expect(activation.snapshot).toMatchObject({ provider: 'hero-sms', status: 'waiting', price: { currency: 'USD' } })
    mall.emulator.sms(activation.id, { text: 'Your code is 004567', code: '004567' })
    await mall.clock.advance(10_000)
    await shop.ask('GET', `/v1/activations/${activation.id}?refresh=true`)
    const again = await page.activations.get(activation.id)
    expect(again).toBe(activation)
    expect((await page.activations.list()).map(({ id }) => id)).toContain(activation.id)
    await page.provider.activations.complete?.(activation.id, {})
    await activation.refresh()
    expect(activation.snapshot).toMatchObject({ status: 'completed', messages: [{ code: '004567' }] })
  })

  it.each<[string, (send: () => Promise<Response>) => Promise<Response>]>([
    ['P01 the answer is cut', send => send().then(() => Promise.reject(reset()))],
    ['P02 the request is lost', () => Promise.reject(reset())],
    ['P07 a page of a proxy, after the sale', send => send().then(() => new Response('<html>', { status: 502 }))],
    ['P09 a page of status 200, after the sale', send => send().then(() => new Response('<html>'))],
    ['P10 an empty answer, after the sale', send => send().then(() => new Response('{}', { status: 201 }))],
    [
      'P12 half of the answer',
      send => send().then(async answer => new Response((await answer.text()).slice(0, 90), { status: 201 })),
    ],
  ])('%s: the key is sent again, and one number is sold', async (_, fault) => {
    const scene = open()
    let isLeft = true
    scene.fault = send => {
      if (!isLeft) return send()
      isLeft = false
      return fault(send)
    }
    const before = sold()
    await scene.pass(scene.client().activations.buy(goods()))
    expect([sold() - before, scene.posts().length]).toEqual([1, 2])
  })

  it('P01 every answer is cut: unknown, and then the daemon tells by the key', async () => {
    const scene = open()
    const before = sold()
    scene.fault = send => send().then(() => Promise.reject(reset()))
    const buying = failure(scene.client().activations.buy(goods()))
    const error: PurchaseUnknownError<Activation> = await scene.pass(buying)
    expect(error.code).toBe('purchase_unknown')
    const found = await scene.pass(error.reconcile())
    expect(found?.id).toBe(`hero-sms:${mall.emulator.ledger.activations().at(-1)?.id}`)
    expect([sold() - before, scene.posts().length]).toEqual([1, 4])
    expect(scene.wire).toContain('GET /v1/purchases')
  })

  it('R03 a page that was loaded anew has the same number under the same key; another subject has its own', async () => {
    const { client, pass } = open()
    const before = sold()
    const options = { idempotencyKey: 'visit 17' }
    const first = await pass(client().activations.buy(goods(), options))
    const again = await pass(client().activations.buy(goods(), options))
    const other = await pass(client('bob').activations.buy(goods(), options))
    expect([again.id, sold() - before]).toEqual([first.id, 2])
    expect(other.id).not.toBe(first.id)
    const conflict = await pass(failure(client().activations.buy({ ...goods(), maxPrice: '0.9' }, options)))
    expect(conflict).toMatchObject({ code: 'idempotency_conflict' })
    expect(sold() - before).toBe(2)
  })

  it('R16 an answer of 202 is followed to its end', async () => {
    const provider = mall.provider()
    const { purchase } = provider.activations
    let isLeft = true
    const forgetful = {
      ...provider,
      activations: {
        ...provider.activations,
        purchase: async (...args: Parameters<typeof purchase>) => {
          const bought = await purchase(...args)
          if (!isLeft) return bought
          isLeft = false
          throw reset()
        },
      },
    }
    const { client, pass, shop, wire, posts } = open({ providers: [forgetful] })
    const before = sold()
    const buying = pass(client().activations.buy(goods()))
    const { purchases } = shop.accounts.get('hero-sms')?.client ?? expect.fail('no account')
    await until('the purchase to be followed', () => wire.some(line => /^GET .v1.purchases../.test(line)))
    const [unknown] = await purchases.open()
    await purchases.resolve(unknown?.id ?? '', `hero-sms:${mall.emulator.ledger.activations().at(-1)?.id}`)
    expect((await buying).id).toBe(`hero-sms:${mall.emulator.ledger.activations().at(-1)?.id}`)
    expect([sold() - before, posts().length, shop.errors]).toEqual([1, 1, []])
  })

  it.each<[string, ShopOptions, object, object]>([
    [
      'what may be spent is spent',
      { limits: { subject: { spendPerDay: new Map([['USD', '0.01']]) } } },
      {},
      { code: 'limit_reached' },
    ],
    ['purchases are off', { policy: { enabled: false } }, {}, { code: 'capability' }],
    ['nothing is as cheap', {}, { maxPrice: '0.0001' }, { code: expect.stringMatching(/price_cap|out_of_stock/) }],
    ['nobody knows the name', {}, { service: 'no-such-name' }, { code: 'unknown_reference', kind: 'service' }],
  ])('%s: the error of a provider, with proof that nothing was bought', async (_, options, request, expected) => {
    const { client, pass, posts } = open(options)
    const before = sold()
    expect(await pass(failure(client().activations.buy({ ...goods(), ...request })))).toMatchObject({
      rejected: true,
      ...expected,
    })
    expect([sold() - before, posts().length]).toEqual([0, 1])
  })

  it('R08 a token that nobody knows is an authentication error, and buys nothing', async () => {
    const { client, pass } = open()
    const before = sold()
    expect(await pass(failure(client('nobody').activations.buy(goods())))).toMatchObject({
      code: 'authentication',
      rejected: true,
    })
    expect(sold() - before).toBe(0)
  })

  it('a cancellation that comes too early waits, and then the number is back', async () => {
    const { client, pass } = open()
    const activation = await pass(client().activations.buy(goods()))
    const cancelling = pass(activation.cancel())
    const isOver = cancelling.then(
      () => true,
      () => true,
    )
    while (!(await Promise.race([isOver, pause(5, false)]))) await mall.clock.advance(1_000)
    expect((await cancelling).status).toBe('cancelled')
  })
})

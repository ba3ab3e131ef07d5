import { afterEach, describe, expect, it } from 'vitest'
import { createClient } from '../../client/create-client.ts'
import { AuthenticationError } from '../../errors/access.ts'
import { createMemoryStore } from '../../purchase/memory-store.ts'
import { openLiveScene } from './__fixtures__/live-scene.ts'
import { TELEGRAM } from './__fixtures__/scene.ts'

const MINUTE = 60_000
let scene: ReturnType<typeof openLiveScene>
afterEach(() => void scene.client.close())

/** A page whose backend gives it the token that counts now, or fails. */
function open() {
  const backend = { asked: 0, error: null as Error | null, isStale: false }
  let given = 'token-of-yesterday'
  scene = openLiveScene({
    token: async () => {
      backend.asked += 1
      if (backend.error) throw backend.error
      if (!backend.isStale) given = scene.standIn.token
      return given
    },
  })
  return backend
}

async function follow(count = 1) {
  const heard: (string | null)[] = []
  const errors: unknown[] = []
  const numbers = await Promise.all(Array.from({ length: count }, () => scene.buy()))
  for (const number of numbers) {
    number.on('message', ({ code }) => heard.push(code))
    number.on('error', error => errors.push(error))
  }
  await scene.pass(30_000)
  return { numbers, heard, errors, id: numbers[0]?.id ?? '' }
}

describe('R08 a token that ends', () => {
  it('in the middle of polling is asked for anew once, and nobody notices', async () => {
    const backend = open()
    scene.way.hasStream = false
    const { id, heard, errors } = await follow()
    expect(backend.asked).toBe(1)
    scene.standIn.token = 'token-number-2'
    await scene.pass(MINUTE)
    expect([backend.asked, errors]).toEqual([2, []])
    scene.vendor.sms(id, { text: 'Your code is 111111', code: '111111' })
    await scene.pass(30_000)
    expect([backend.asked, heard]).toEqual([2, ['111111']])
  })

  it('in the middle of a stream is asked for anew once: the stream goes on where it ended', async () => {
    const backend = open()
    const { id, heard, errors } = await follow()
    await scene.sms(id, '111111')
    scene.changeToken('token-number-2')
    await scene.sms(id, '222222')
    await scene.pass(5_000)
    expect(scene.cursors).toEqual([null, '1'])
    await scene.sms(id, '333333')
    expect([backend.asked, errors, heard]).toEqual([2, [], ['111111', '222222', '333333']])
  })

  it('while a stream, looks and calls go on at once is asked for anew once', async () => {
    const backend = open()
    const { numbers } = await follow(5)
    await scene.pass(MINUTE)
    scene.changeToken('token-number-2')
    const calls = [scene.client.account.balance(), ...numbers.map(number => number.refresh())]
    scene.client.wake()
    await scene.pass(5_000)
    await Promise.all(calls)
    expect(backend.asked).toBe(2)
  })

  it('and is never renewed ends the following: no loop of tokens, streams or looks', async () => {
    const backend = open()
    const { errors } = await follow(3)
    backend.isStale = true
    scene.changeToken('token-number-2')
    await scene.pass(2 * MINUTE)
    expect(errors.map(error => (error as Error).name)).toEqual(Array(3).fill('AuthenticationError'))
    const before = [backend.asked, scene.asked.length]
    expect(backend.asked).toBeLessThanOrEqual(4)
    await scene.pass(10 * MINUTE)
    scene.client.wake()
    await scene.pass(MINUTE)
    expect([backend.asked, scene.asked.length]).toEqual(before)
  })

  it('R04 and that cannot be had at present, as offline, ends nothing', async () => {
    const backend = open()
    const { id, heard } = await follow()
    backend.error = new TypeError('Failed to fetch')
    scene.changeToken('token-number-2')
    await scene.pass(3 * MINUTE)
    await scene.sms(id, '111111')
    backend.error = null
    scene.client.wake()
    await scene.pass(2_000)
    expect(heard).toEqual(['111111'])
  })

  it('and that its source says there is none of any more ends the following', async () => {
    const backend = open()
    const { errors } = await follow()
    backend.error = new AuthenticationError('logged out')
    scene.changeToken('token-number-2')
    await scene.pass(2 * MINUTE)
    const { asked } = backend
    await scene.pass(5 * MINUTE)
    expect([errors.length, backend.asked]).toEqual([1, asked])
  })
})

it('R08 a key that a provider refuses behind the daemon is no word on the token: none is asked for, nothing sent again', async () => {
  const backend = open()
  await scene.buy()
  const [asked, posts] = [backend.asked, scene.posts()]
  const refused = { code: 'provider_unavailable', error: 'authentication', detail: 'BAD_KEY', rejected: true }
  scene.before.fault = async () => Response.json(refused, { status: 503 })
  const failing = scene.client.activations.buy(TELEGRAM).catch(error => error)
  expect(await failing).toMatchObject({ code: 'authentication', rejected: true })
  expect([backend.asked - asked, scene.posts() - posts]).toEqual([0, 1])
})

describe('R08 a purchase with a token that has ended', () => {
  const key = { idempotencyKey: 'visit-17' }
  const failure = (client = scene.client) => client.activations.buy(TELEGRAM, key).catch((error: unknown) => error)

  it('buys nothing, is no loop, and buys once under the same key with a good one', async () => {
    const backend = open()
    backend.isStale = true
    expect(await failure()).toBeInstanceOf(AuthenticationError)
    expect(await failure()).toMatchObject({ code: 'authentication', rejected: true })
    expect([scene.posts(), scene.sold()]).toEqual([4, 0]) // each once, and once more with a token that was asked for anew
    expect(await scene.client.purchases.open()).toEqual([])
    backend.isStale = false
    const bought = await scene.client.activations.buy(TELEGRAM, key)
    const again = await scene.client.activations.buy(TELEGRAM, key)
    expect([again, scene.sold()]).toEqual([bought, 1])
  })

  it('leaves the key whole in a ledger that outlives the process, too', async () => {
    const backend = open()
    backend.isStale = true
    const store = createMemoryStore({ clock: scene.page })
    const page = () => createClient({ provider: scene.provider, clock: scene.page, store })
    expect(await failure(page())).toMatchObject({ code: 'authentication' })
    backend.isStale = false
    expect((await page().activations.buy(TELEGRAM, key)).status).toBe('waiting')
    expect(scene.sold()).toBe(1)
  })

  it('P33 that follows an answer that was lost proves nothing of it', async () => {
    const backend = open()
    scene.before.fault = async (send, { init }) => {
      if (init.method !== 'POST') return send()
      await send()
      scene.before.fault = null
      backend.isStale = true
      scene.standIn.token = 'token-number-2'
      throw new TypeError('terminated')
    }
    const failing = failure()
    await scene.pass(3 * MINUTE)
    expect(await failing).toMatchObject({ code: 'purchase_unknown' })
    expect(scene.sold()).toBe(1)
    backend.isStale = false
    const found = (failing as Promise<{ reconcile(): Promise<{ id: string } | null> }>).then(error => error.reconcile())
    await scene.pass(5 * MINUTE)
    expect((await found)?.id).toMatch(/^hero-sms:/)
    expect(scene.sold()).toBe(1)
  })
})

describe('R08 a token that comes late', () => {
  const key = { idempotencyKey: 'visit-17' }
  const buy = (client = scene.client) => client.activations.buy(TELEGRAM, key).catch(error => error)
  const anew = () =>
    createClient({
      provider: scene.provider,
      clock: scene.page,
      store: createMemoryStore({ clock: scene.page }),
    })

  function openSlow() {
    const way = { pause: 0 }
    scene = openLiveScene({
      token: async () => {
        const token = scene.standIn.token
        if (way.pause > 0) await scene.page.sleep(way.pause)
        return token
      },
    })
    return way
  }

  it('leads to no purchase that nobody waits for any more', async () => {
    openSlow().pause = 5 * MINUTE
    const failing = buy()
    await scene.pass(10 * MINUTE)
    expect([(await failing).code, scene.posts(), scene.sold()]).toEqual(['purchase_unknown', 0, 0])
  })

  it('R03 and so a refusal, proves nothing of what an earlier page bought under the same key', async () => {
    const way = openSlow()
    const bought = await buy()
    scene.standIn.token = 'token-number-2'
    way.pause = 130_000
    const failing = buy(anew())
    await scene.pass(125_000)
    const error = await failing
    expect(error.code).toBe('purchase_unknown')
    const found = error.reconcile()
    await scene.pass(5 * MINUTE)
    expect([(await found)?.id, scene.sold()]).toEqual([bought.id, 1])
  })
})

describe('R09 a stream that drops', () => {
  it('goes on after the last event, again and again: none is lost, none comes twice', async () => {
    scene = openLiveScene()
    const { id, heard } = await follow()
    const sent: string[] = []
    for (let round = 1; round <= 8; round += 1) {
      for (const part of ['a', 'b']) {
        const code = `${round}${round}${round}${part === 'a' ? '111' : '222'}`
        sent.push(code)
        await scene.sms(id, code)
        if (part === 'a') scene.cut()
      }
      await scene.pass(round % 2 === 0 ? 40_000 : 500)
    }
    await scene.pass(MINUTE)
    expect(heard).toEqual(sent)
    expect(scene.cursors.slice(1).every(cursor => cursor !== null)).toBe(true)
    expect(scene.streams()).toBeLessThanOrEqual(9)
  })
})

describe('R04 a purchase of a page that went offline', () => {
  it('is charged once when it is asked for again under the same key', async () => {
    scene = openLiveScene()
    scene.offline()
    const failing = scene.client.activations.buy(TELEGRAM, { idempotencyKey: 'visit-17' }).catch(error => error)
    await scene.pass(3 * MINUTE)
    const { code } = await failing
    scene.online()
    scene.client.wake()
    await scene.pass(3 * MINUTE)
    expect([code, scene.posts() > 0, scene.sold()]).toEqual(['purchase_unknown', true, 0])
    const anew = createClient({
      provider: scene.provider,
      clock: scene.page,
      store: createMemoryStore({ clock: scene.page }),
    })
    const bought = await anew.activations.buy(TELEGRAM, { idempotencyKey: 'visit-17' })
    const again = await anew.activations.buy(TELEGRAM, { idempotencyKey: 'visit-17' })
    expect([again.id, scene.sold()]).toEqual([bought.id, 1])
  })
})

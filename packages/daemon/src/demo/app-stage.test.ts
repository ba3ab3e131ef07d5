import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../testing/until.ts'
import { type AppStage, openAppStage } from './__fixtures__/app-stage.ts'

describe('the demo', () => {
  let stage: AppStage
  beforeAll(async () => {
    stage = await openAppStage({ cancelAfter: 0 })
  })
  afterAll(() => stage.close())

  interface Answer {
    readonly status: number
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
    readonly body: any
  }

  const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${stage.url}${path}`, init)
    return { status: response.status, body: await response.json() }
  }
  /** As the page of somebody's browser asks. */
  const openSession = async () => {
    const headers = { origin: stage.url, 'x-onesms-demo': '1' }
    const { body } = await ask('/session', { method: 'POST', headers })
    return { authorization: `Bearer ${body.token}`, 'content-type': 'application/json' }
  }
  const buy = async (headers: Readonly<Record<string, string>>, key: string, more: object = {}) =>
    ask(`/v1/${'hours' in more ? 'rentals' : 'activations'}`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': key },
      body: JSON.stringify({ service: 'telegram', country: 'GB', ...more }),
    })
  const sold = () => stage.emulator.ledger.activations().length

  it('shows its app in a browser, which breaks no rule of the page and asks nobody else', async () => {
    await using visit = await stage.visit()
    const answer = await visit.page.goto('/')
    expect(answer?.headers()['content-security-policy']).toContain("default-src 'none'")
    await visit.page.getByText('Telegram').first().waitFor()
  })

  it('sells a number to whoever opens its page, once for a key, and tells its SMS', async () => {
    const headers = await openSession()
    const [first, again] = [await buy(headers, 'one'), await buy(headers, 'one')]
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body.id).toBe(first.body.id)
    expect(sold()).toBe(1)
    stage.emulator.sms(first.body.id, { code: '4711' })
    const messages = await until('the SMS', async () => {
      const { body } = await ask(`/v1/activations/${first.body.id}`, { headers })
      return body.messages.length > 0 && body.messages
    })
    expect(messages).toMatchObject([{ code: '4711' }])
    const elsewhere = await ask(`/v1/activations/${first.body.id}`, { headers: await openSession() })
    expect(elsewhere.status).toBe(404)
  })

  it('takes a number back, rents one out, and knows the balance', async () => {
    const headers = await openSession()
    const { status, body: number } = await buy(headers, 'two')
    expect({ status, number }).toMatchObject({ status: 201 })
    await stage.clock.advance(120_000)
    const back = await ask(`/v1/activations/${number.id}/cancel`, { method: 'POST', headers })
    expect([back.status, back.body]).toMatchObject([200, { status: 'cancelled' }])
    const { body: offers } = await ask('/v1/rentals/offers?service=telegram&country=GB', { headers })
    const { hours } = offers.data.find(({ stock }: { readonly stock: number }) => stock > 0)
    expect((await buy(headers, 'three', { hours })).status).toBe(201)
    expect((await ask('/v1/balances', { headers })).body.data).toMatchObject([{ currency: 'USD' }])
  })

  it('is there again at the same address, and knows the same tokens', async () => {
    const headers = await openSession()
    const { body: number } = await buy(headers, 'four')
    await stage.stop()
    await expect(fetch(stage.url)).rejects.toThrow('fetch failed')
    await stage.start()
    expect((await ask(`/v1/activations/${number.id}`, { headers })).body.phone).toBe(number.phone)
  })

  it('waits for a provider that keeps its answers back', async () => {
    const headers = await openSession()
    const before = sold()
    const release = stage.hold()
    const buying = buy(headers, 'five')
    await until('the purchase to be on its way', async () => {
      const { body } = await ask('/v1/purchases?key=five', { headers })
      return body.state === 'sending'
    })
    expect(sold()).toBe(before)
    release()
    expect(await buying).toMatchObject({ status: 201 })
    expect(sold()).toBe(before + 1)
  })
})

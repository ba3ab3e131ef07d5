import './__fixtures__/mocks.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { clock, five, hero, pass, passUntil, receiver, until } from './__fixtures__/stage.ts'

/** What was printed, line by line. */
const lines: unknown[][] = []
beforeEach(() => {
  lines.length = 0
  for (const name of ['log', 'warn'] as const) {
    vi.spyOn(console, name).mockImplementation((...words: unknown[]) => {
      lines.push(words)
    })
  }
  hero.catalog.setOffer('16', 'tg', { price: '0.18', stock: 412, flat: true })
})
afterEach(() => vi.restoreAllMocks())

const open = () => createClient({ provider: heroSms() })
const buyOne = () => open().activations.buy({ service: 'telegram', country: 'GB' })
const lastSold = () => {
  const sold = hero.ledger.activations().at(-1)
  if (!sold) throw new Error('nothing was sold')
  return sold
}

/** The form of a site that one tests. */
const form = () => ({ enterPhone: vi.fn(async (_phone: string) => {}), enterCode: vi.fn(async (_code: string) => {}) })

/** Works in a folder of its own, in which a script leaves its file. */
async function inEmptyFolder(work: () => Promise<void>): Promise<void> {
  const [before, folder] = [process.cwd(), await mkdtemp(join(tmpdir(), 'onesms-readme-'))]
  process.chdir(folder)
  try {
    await work()
  } finally {
    process.chdir(before)
    await rm(folder, { recursive: true })
  }
}

describe('the snippets of the README', { timeout: 20_000 }, () => {
  it('1: create a client', async () => {
    await import('./01-create-client.ts')
    expect(lines).toEqual([['100 USD']])
  })

  it('2: list the catalog', async () => {
    const { listCatalog } = await import('./02-catalog.ts')
    await listCatalog(open())
    expect(lines).toEqual([
      [{ slug: 'telegram', nativeId: 'tg', name: 'Telegram' }],
      [{ iso: 'GB', nativeId: '16', name: 'England' }],
    ])
  })

  it('3: prices and stock', async () => {
    const { compareOffers } = await import('./03-offers.ts')
    const before = hero.ledger.requests().length
    const now = await compareOffers(open())
    expect(lines).toEqual([[{ amount: '0.18', currency: 'USD' }, 412]])
    expect(now.offers.length).toBeGreaterThan(100)
    expect(hero.ledger.requests().length - before).toBe(2)
  })

  it('4: buy a number, wait for the code', () =>
    inEmptyFolder(async () => {
      const { buy } = await import('./04-buy.ts')
      const signUp = form()
      const run = buy(signUp)
      await until('the purchase', () => signUp.enterPhone.mock.calls.length > 0)
      const { id, phone } = lastSold()
      hero.sms(id, { code: '004829' })
      await passUntil(run)
      expect(signUp.enterPhone).toHaveBeenCalledExactlyOnceWith(`+${phone}`)
      expect(signUp.enterCode).toHaveBeenCalledExactlyOnceWith('004829')
      expect(lastSold()).toMatchObject({ id, status: 'completed' })
    }))

  it('4: without a code the number is given back', () =>
    inEmptyFolder(async () => {
      const { buy } = await import('./04-buy.ts')
      const signUp = form()
      const run = buy(signUp)
      await until('the purchase', () => signUp.enterPhone.mock.calls.length > 0)
      await expect(passUntil(run)).rejects.toMatchObject({ code: 'wait_timeout' })
      expect(signUp.enterCode).not.toHaveBeenCalled()
      expect(lastSold()).toMatchObject({ status: 'cancelled', charged: '0.0000' })
    }))

  it('5: events', async () => {
    const { logEvents } = await import('./05-events.ts')
    const activation = await buyOne()
    logEvents(activation)
    hero.sms(activation.id, { text: 'Hello', code: '' })
    await pass(10_000)
    hero.sms(activation.id, { code: '482913' })
    await pass(10_000)
    await passUntil(activation.complete())
    expect(lines.flat()).toEqual([
      'Hello',
      'waiting -> received',
      '482913',
      'received -> completed',
      'done: completed, refund: none',
    ])
  })

  it('6: iterate', async () => {
    const { readUntilCode } = await import('./06-iterate.ts')
    const activation = await buyOne()
    const run = readUntilCode(activation)
    hero.sms(activation.id, { text: 'Hello', code: '' })
    await pass(10_000)
    expect(activation.status).toBe('retrying')
    hero.sms(activation.id, { code: '482913' })
    await passUntil(run)
    expect(activation.snapshot.messages).toMatchObject([{ text: 'Hello' }, { code: '482913' }])
  })

  it('7: abort and cancel', async () => {
    const { giveUpAfterAMinute } = await import('./07-cancel.ts')
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(ms => {
      const aborter = new AbortController()
      clock.sleep(ms).then(() => aborter.abort())
      return aborter.signal
    })
    const activation = await buyOne()
    await passUntil(giveUpAfterAMinute(activation))
    expect(lines).toEqual([['cancelled', 'confirmed']])
    expect(lastSold()).toMatchObject({ status: 'cancelled', charged: '0.0000' })
  })

  it('8: rentals', async () => {
    const { rentForAWeek } = await import('./08-rentals.ts')
    hero.rentals.setOffer('187', 'ds', 168, { price: '5', stock: 10 })
    const run = rentForAWeek()
    await until('the rental', () => hero.ledger.rentals().length > 0)
    const id = hero.ledger.rentals()[0]?.id ?? ''
    await pass(150_000) // before that the host sells no more time
    hero.sms(id, { text: 'Welcome!', sender: 'Discord' })
    await pass(60_000)
    hero.sms(id, { text: 'Your code is 482913', sender: 'Discord' })
    await passUntil(run)
    expect(lines).toEqual([
      ['Discord', 'Welcome!'],
      ['Discord', 'Your code is 482913'],
    ])
    expect(hero.ledger.rentals()).toMatchObject([{ hours: 168, extensions: [{ hours: 168 }] }])
  })

  it('9: failover', async () => {
    hero.catalog.setOffer('43', 'wa', { price: '0.5', stock: 100, flat: true })
    five.catalog.setOffer('germany', 'whatsapp', { price: '0.4', stock: 100, flat: true })
    const before = hero.ledger.activations().length
    const { buy } = await import('./09-failover.ts')
    expect(await passUntil(buy())).toMatch(/^five-sim:\d+$/)
    expect(lines).toEqual([])

    // The last one that it offers is gone by then.
    five.faults.inject({ kind: 'refused', words: 'no free phones', status: 200 })
    expect(await passUntil(buy())).toMatch(/^hero-sms:\d+$/)
    expect(lines).toEqual([['five-sim -> hero-sms: out_of_stock']])
    expect([hero.ledger.activations().length - before, five.ledger.activations().length]).toEqual([1, 1])
  })

  it('10: webhooks', async () => {
    const { client, POST } = await import('./10-webhooks.ts')
    const statuses: number[] = []
    receiver.POST = async request => {
      const answer = await POST(request)
      statuses.push(answer.status)
      return answer
    }
    const activation = await client.activations.buy({ service: 'telegram', country: 'GB' })
    const codes: unknown[] = []
    client.on('activation:message', ({ message }) => codes.push(message.code))
    hero.sms(activation.id, { text: 'Your code is 004567', code: '004567' })
    await pass(30_000)
    expect(codes).toEqual(['004567'])
    expect(statuses).toEqual([200])
    receiver.POST = async () => new Response()
    await passUntil(client.close())
  })

  it('the first script', async () => {
    const run = import('./first.mts')
    await until('the phone', () => lines.length > 0)
    expect(lastSold()).toMatchObject({ service: 'slow' })
    // The look-alike behind a port delivers by itself; here SMS come by hand.
    hero.sms(lastSold().id, { code: '482913' })
    await passUntil(run)
    expect(lines).toEqual([[`+${lastSold().phone}`], ['482913']])
    expect(lastSold()).toMatchObject({ status: 'completed' })
  })

  it('P01 a lost answer', async () => {
    const { buyAlthoughAnswersAreLost } = await import('./lost-answer.ts')
    const client = createClient({ provider: heroSms(), accountMode: 'exclusive' })
    hero.faults.inject({ kind: 'commit-then-cut', times: 1 })
    const before = hero.ledger.activations().length
    const activation = await passUntil(buyAlthoughAnswersAreLost(client))
    expect(activation?.id).toBe(`hero-sms:${lastSold().id}`)
    expect(hero.ledger.activations().length - before).toBe(1)
  })
})

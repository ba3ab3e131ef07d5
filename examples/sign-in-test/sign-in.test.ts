import { setTimeout as turn } from 'node:timers/promises'
import { openBrowser, type TestBrowser } from '@onesms/browser-testing'
import { createClient, createMemoryStore } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, FakeClock } from '@onesms/sdk/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SendSms, startApp } from './app.ts'

let browser: TestBrowser
beforeAll(async () => {
  browser = await openBrowser()
}, 60_000)
afterAll(() => browser.close())

/** A provider that does not exist, a client of it, and the app, whose SMS arrive at that provider's numbers. */
async function open({ isSilent = false } = {}) {
  const clock = new FakeClock(Date.now())
  const emulator = createHandlerApiEmulator({ clock, size: { services: 5, countries: 195 }, autoSms: false })
  emulator.catalog.setOffer('16', 'tg', { price: '0.18', stock: 100, flat: true })
  const sendSms: SendSms = async (phone, text) => {
    const number = emulator.ledger.activations().find(number => `+${number.phone}` === phone)
    if (number && !isSilent) emulator.sms(number.id, { text, sender: 'Example' })
  }
  const app = await startApp(sendSms)
  const { apiKey, fetch, ledger } = emulator
  const client = createClient({
    provider: heroSms({ apiKey, fetch }),
    clock,
    store: createMemoryStore({ clock }),
  })
  const visit = await browser.visit({ origin: app.url })
  return {
    clock,
    ledger,
    client,
    visit,
    page: visit.page,
    /** Time goes on until it is there. */
    async pass<T>(promise: Promise<T>): Promise<T> {
      let isOver = false
      const over = promise.finally(() => {
        isOver = true
      })
      over.catch(() => {})
      for (; !isOver; await turn(5)) await clock.advance(1_000)
      return over
    },
    async [Symbol.asyncDispose]() {
      await visit.close()
      await app.close()
    },
  }
}

describe('signing in by an SMS code', { timeout: 30_000 }, () => {
  it('lets in who reads the SMS, and the number is paid for once', async () => {
    await using scene = await open()
    const { page, client, pass, ledger } = scene
    const activation = await client.activations.buy({ service: 'telegram', country: 'GB', maxPrice: '0.50' })

    await page.goto('/')
    await page.getByLabel('Phone').fill(activation.phone)
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await page.getByRole('heading', { name: 'Your code' }).waitFor()
    await page.getByLabel('Code').fill(await pass(activation.waitForCode()))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText(`You are signed in as ${activation.phone}.`).waitFor()
    await page.goto('/')
    await page.getByRole('heading', { name: 'Welcome' }).waitFor()
    expect(await scene.visit.complaints()).toEqual([])

    await activation.complete()
    await pass(client.close())
    expect(ledger.activations()).toMatchObject([{ status: 'completed', charged: '0.1800' }])
  })

  it('lets in nobody with another code, and after three tries none', async () => {
    await using scene = await open()
    const { page, client, pass } = scene
    const activation = await client.activations.buy({ service: 'telegram', country: 'GB', maxPrice: '0.50' })
    await page.goto('/')
    await page.getByLabel('Phone').fill(activation.phone)
    await page.getByRole('button', { name: 'Send me a code' }).click()
    const code = await pass(activation.waitForCode())
    const other = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
    for (const entered of [other, other, other]) {
      await page.getByLabel('Code').fill(entered)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByText('That is not the code.').waitFor()
    }
    await page.getByLabel('Code').fill(code)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Begin again.').waitFor()
    expect(scene.visit.forgive().length).toBe(4) // the console shows each status of 400
    await pass(client.close())
  })

  it('costs nothing where the app sends no SMS, and says so', async () => {
    await using scene = await open({ isSilent: true })
    const { page, client, pass, ledger } = scene
    const failed = (async () => {
      await using activation = await client.activations.buy({ service: 'telegram', country: 'GB', maxPrice: '0.50' })
      await page.goto('/')
      await page.getByLabel('Phone').fill(activation.phone)
      await page.getByRole('button', { name: 'Send me a code' }).click()
      await page.getByRole('heading', { name: 'Your code' }).waitFor()
      await pass(activation.waitForCode({ timeout: 60_000 }))
    })()
    await expect(failed).rejects.toMatchObject({ code: 'wait_timeout' })
    await pass(client.close()) // gives it back as soon as the provider takes it
    expect(ledger.activations()).toMatchObject([{ status: 'cancelled', charged: '0.0000' }])
  })
})

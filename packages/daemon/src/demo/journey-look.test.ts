import type { Visit } from '@onesms/browser-testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type AppStage, openAppStage } from './__fixtures__/app-stage.ts'
import { BUY, shopperAt } from './__fixtures__/shopper.ts'

/** Each screen in both languages and both colour schemes; together they are every pair. */
const LOOKS = {
  desktop: [
    ['en', 'light'],
    ['fr', 'dark'],
  ],
  phone: [
    ['en', 'dark'],
    ['fr', 'light'],
  ],
} as const

/** How far it reaches beyond the screen. */
const BESIDE = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

describe.each(['desktop', 'phone'] as const)('the app on a %s', screen => {
  let stage: AppStage
  let visit: Visit
  let page: Visit['page']
  beforeAll(async () => {
    stage = await openAppStage({ cancelAfter: 0 })
    visit = await stage.visit({ screen })
    page = visit.page
  })
  afterEach(() => stage.emulator.faults.clear())
  afterAll(async () => {
    await visit.close()
    await stage.close()
  })

  const services = () => page.getByRole('list', { name: 'Services' })
  const lastId = () => stage.emulator.ledger.activations().at(-1)?.id ?? ''
  const speak = async (language: 'en' | 'fr') => {
    await page.locator('header select').selectOption(language)
    await page.locator(`html[lang=${language}]`).waitFor()
  }

  /** Nothing beside the screen, also where that is the smallest there is. */
  const fits = async (name: string) => {
    const size = page.viewportSize()
    expect({ name, beside: await page.evaluate(BESIDE) }).toMatchObject({ beside: 0 })
    if (screen === 'desktop' || !size) return
    await page.setViewportSize({ ...size, width: 320 })
    expect({ name, width: 320, beside: await page.evaluate(BESIDE) }).toMatchObject({ beside: 0 })
    await page.setViewportSize(size)
  }

  /** Nothing serious against it; pictures of it stay. */
  const look = async (name: string) => {
    for (const [language, colorScheme] of LOOKS[screen]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await speak(language)
      await visit.screenshot(`app-${name}-${screen}-${language}-${colorScheme}`)
      expect({ name, language, colorScheme, complaints: await visit.complaints() }).toMatchObject({ complaints: [] })
      await fits(name)
    }
    await speak('en')
  }

  it('is there for everybody on the way to a code', async () => {
    const shopper = shopperAt(page)
    await page.goto('/#/history')
    await shopper.read('No numbers yet')
    await look('history-empty')
    await page.getByRole('link', { name: 'Buy', exact: true }).click()
    await services()
      .getByRole('link', { name: /^Telegram/ })
      .waitFor()
    await look('services')
    await page.getByRole('searchbox', { name: 'Search services' }).fill('no such thing')
    await shopper.read('No service is called that')
    await look('services-none')
    await page.getByRole('button', { name: 'Clear all filters' }).click()
    await services()
      .getByRole('link', { name: /^Telegram/ })
      .click()
    await page.getByRole('link', { name: /United Kingdom/ }).waitFor()
    await look('countries')
    await page.getByRole('link', { name: /United Kingdom/ }).click()
    await page.getByRole('button', { name: BUY }).waitFor()
    await look('confirm')
    await page.getByRole('textbox', { name: 'Pay at most' }).fill('0.01')
    await shopper.press(BUY)
    await shopper.read('Nothing was bought')
    visit.forgive() // the answer 409
    await look('refused')
    await page.getByRole('textbox', { name: 'Pay at most' }).fill('0.18')
    const release = stage.hold()
    await shopper.press(BUY)
    await shopper.read('Buying your number…')
    await look('buying')
    release()
    await shopper.read('Waiting for the SMS')
    await look('number-waiting')
    stage.emulator.sms(lastId(), { text: 'Your Telegram code is 482913' })
    await page.getByText('482913', { exact: true }).waitFor()
    await look('number-code')
    await shopper.press('Another SMS')
    await shopper.read('Waiting for another SMS')
    await look('number-retrying')
    stage.emulator.sms(lastId(), { text: 'Your Telegram code is 314159' })
    await page.getByText('314159', { exact: true }).waitFor()
    await shopper.press('Done')
    await shopper.read('Completed')
    await look('number-completed')
  })

  it('is there for everybody in doubt, with a number given back, and with the history', async () => {
    const shopper = shopperAt(page)
    await shopper.press('Buy another number')
    await shopper.buy()
    await stage.clock.advance(121_000)
    await shopper.press('Give it back')
    await shopper.read('Given back: $0.18')
    await look('number-given-back')
    await shopper.press('Buy another number')
    await shopper.toTheButton()
    stage.emulator.faults.inject({ kind: 'reset', action: 'getNumberV2', times: 1 })
    const listAgain = stage.emulator.faults.inject({ kind: 'list-error' })
    await shopper.press(BUY)
    await shopper.read('Checking with the provider…')
    await look('checking')
    listAgain()
    await shopper.read('Waiting for the SMS')
    await page.getByRole('link', { name: 'History' }).click()
    await page.getByRole('list', { name: 'Numbers' }).waitFor()
    await look('history')
    await page.getByRole('link', { name: /314159/ }).click()
    await shopper.read('All numbers')
    await look('number-of-history')
  })

  it('is there for everybody where nothing can be loaded', async () => {
    await page.route(/\/v1\/(availability|offers)/, route => route.abort())
    await page.goto('/#/buy/uber')
    await page.getByRole('alert').waitFor()
    visit.forgive() // what a browser says of requests that fail
    await look('unreachable')
    await page.unrouteAll()
  })

  it('is there for everybody who rents', async () => {
    const shopper = shopperAt(page)
    await page.getByRole('link', { name: 'Rent', exact: true }).click()
    await services()
      .getByRole('link', { name: /^Telegram/ })
      .waitFor()
    await look('rent-services')
    await services()
      .getByRole('link', { name: /^Telegram/ })
      .click()
    await page.getByRole('link', { name: /United Kingdom/ }).waitFor()
    await look('rent-countries')
    await page.getByRole('link', { name: /United Kingdom/ }).click()
    await page.getByRole('button', { name: /^Rent for/ }).waitFor()
    await look('rent-confirm')
    await shopper.press(/^Rent for/)
    await shopper.read('Active')
    await look('rented')
  })
})

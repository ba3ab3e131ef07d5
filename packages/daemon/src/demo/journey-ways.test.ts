import type { Visit } from '@onesms/browser-testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppStage, openAppStage } from './__fixtures__/app-stage.ts'
import { BUY, shopperAt } from './__fixtures__/shopper.ts'

describe('other ways through the app', () => {
  let stage: AppStage
  beforeAll(async () => {
    stage = await openAppStage({
      prepare: ({ catalog }) => {
        for (const { id } of catalog.countries) catalog.setOffer(id, 'wa', { price: '0.77', stock: 9, flat: true })
      },
    })
  })
  afterAll(() => stage.close())

  const lastId = () => stage.emulator.ledger.activations().at(-1)?.id ?? ''

  it('leads somebody without a mouse from the first key to the code, and shows where they are', async () => {
    await using visit = await stage.visit()
    const { page } = visit
    const shopper = shopperAt(page)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto('/')
    await page.getByRole('link', { name: /^Telegram/ }).waitFor()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toEqual({ text: 'Skip to content', isSeen: true })
    await tabTo(page, 'Search services')
    await page.keyboard.type('telegr')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: /^United Kingdom/ }).waitFor()
    expect(await focused(page)).toMatchObject({ text: 'A number for Telegram' })
    await tabTo(page, 'Search countries')
    await page.keyboard.type('kingdom')
    await tabTo(page, /^(GB ?)?United Kingdom/)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: BUY }).waitFor()
    expect(await focused(page)).toMatchObject({ text: 'Buy this number?' })
    await tabTo(page, BUY)
    await page.keyboard.press('Enter')
    await shopper.read('Waiting for the SMS')
    expect(await focused(page)).toMatchObject({ text: 'Your number for Telegram' })
    stage.emulator.sms(lastId(), { text: 'Your Telegram code is 482913' })
    await page.getByText('482913', { exact: true }).waitFor()
    expect(await page.getByRole('status').allTextContents()).toContain('Code of Telegram: 482913')
    await tabTo(page, 'Copy code')
    await page.keyboard.press('Enter')
    await shopper.read('Copied')
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('482913')
    await tabTo(page, 'Done')
    await page.keyboard.press('Enter')
    await shopper.read('Completed')
  })

  it('R07 shows the service that was chosen last, though another one is answered later', async () => {
    await using visit = await stage.visit()
    const { page } = visit
    const shopper = shopperAt(page)
    let release = () => {}
    const released = new Promise<void>(resolve => {
      release = resolve
    })
    const late: Promise<unknown>[] = []
    await page.route(/\/v1\/availability\?.*telegram/, route => {
      late.push(released.then(() => route.continue()).catch(() => undefined)) // nobody may wait for it any more
    })
    await page.goto('/')
    for (const name of [/^Telegram/, /^WhatsApp/, /^Telegram/, /^WhatsApp/]) {
      await page.getByRole('link', { name }).click()
      await page.getByRole('heading', { name: /^A number for/ }).waitFor()
      await page.goBack()
    }
    await page.getByRole('link', { name: /^WhatsApp/ }).click()
    await page.getByText('$0.77').first().waitFor()
    expect(late.length).toBeGreaterThan(0)
    release()
    await Promise.all(late)
    await page.getByRole('heading', { name: 'A number for WhatsApp' }).waitFor()
    await page.getByRole('link', { name: /^United Kingdom/ }).click()
    await shopper.read('Buy for $0.77 at most')
    expect(await page.getByText('$0.18').count()).toBe(0)
  })

  it('rents a number, reads its SMS, and extends it once', async () => {
    await using visit = await stage.visit()
    const { page } = visit
    const shopper = shopperAt(page)
    await page.goto('/')
    await page.getByRole('link', { name: 'Rent', exact: true }).click()
    await page.getByRole('link', { name: /^Telegram/ }).click()
    await page.getByRole('link', { name: /^United Kingdom/ }).click()
    await page.getByRole('button', { name: '3 days' }).click()
    await shopper.press(/^Rent for/)
    await shopper.read('Active')
    const rentals = () => stage.emulator.ledger.rentals()
    expect(rentals()).toHaveLength(1)
    const [{ id = '' } = {}] = rentals()
    stage.emulator.sms(id, { text: 'Your Telegram code is 314159' })
    await page.getByText('314159', { exact: true }).waitFor()
    const until = page.getByText(/^Yours until/)
    const before = await until.textContent()
    await page.getByRole('button', { name: '1 day', exact: true }).click()
    const extend = page.getByRole('button', { name: /^Extend for \$/ })
    await extend.click()
    await shopper.read('Right now that is not possible with this number.')
    visit.forgive() // the answer 409
    await stage.clock.advance(121_000)
    await extend.dblclick()
    await page.getByText(before ?? '', { exact: true }).waitFor({ state: 'hidden' })
    expect(await until.count()).toBe(1)
    expect(rentals()[0]?.extensions).toMatchObject([{ hours: 24 }])
    await page.getByRole('link', { name: 'History' }).click()
    await page.getByRole('link', { name: /Rented number/ }).click()
    await page.getByText('314159', { exact: true }).waitFor()
  })
})

const FOCUSED = `(() => {
  const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement)
  const isSeen = outlineStyle !== 'none' || boxShadow !== 'none'
  return { text: document.activeElement.textContent, isSeen }
})()`

/** What has the focus, and whether that is to be seen. */
const focused = (page: Visit['page']) => page.evaluate<{ readonly text: string; readonly isSeen: boolean }>(FOCUSED)

/** Goes on from control to control as far as the one of that name. */
async function tabTo(page: Visit['page'], name: string | RegExp): Promise<void> {
  const wanted = page
    .locator(':focus')
    .and(
      page.getByRole('button', { name }).or(page.getByRole('link', { name })).or(page.getByRole('searchbox', { name })),
    )
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab')
    if ((await wanted.count()) === 0) continue
    expect(await focused(page)).toMatchObject({ isSeen: true })
    return
  }
  throw new Error(`nobody comes to ${name} by the keyboard`)
}

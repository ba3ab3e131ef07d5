import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppStage, openAppStage } from './__fixtures__/app-stage.ts'
import { BUY, shopperAt } from './__fixtures__/shopper.ts'

describe('somebody who needs a code', () => {
  let stage: AppStage
  beforeAll(async () => {
    stage = await openAppStage({ cancelAfter: 0 })
  })
  afterAll(() => stage.close())

  const sold = () => stage.emulator.ledger.activations().length

  it('chooses, buys with a cap, and has the code as soon as it comes, and another one, and their history', async () => {
    await using visit = await stage.visit()
    const { page } = visit
    const shopper = shopperAt(page)
    await shopper.toTheButton()
    const cap = page.getByRole('textbox', { name: 'Pay at most' })
    expect(await cap.inputValue()).toBe('0.18')
    await cap.fill('0,25')
    const before = sold()
    await shopper.press('Buy for $0.25 at most')
    await shopper.read('Waiting for the SMS')
    expect(sold()).toBe(before + 1)
    const id = stage.emulator.ledger.activations().at(-1)?.id ?? ''
    stage.emulator.sms(id, { text: 'Your Telegram code is 482913' })
    await page.getByText('482913', { exact: true }).waitFor()
    await shopper.press('Another SMS')
    await shopper.read('Waiting for another SMS')
    stage.emulator.sms(id, { text: 'Your Telegram code is 111222' })
    await page.getByText('111222', { exact: true }).waitFor()
    await shopper.press('Another SMS')
    await shopper.read('Waiting for another SMS')
    await shopper.press('Done') // one need not wait for it
    await shopper.read('Completed')
    await page.getByRole('link', { name: 'History' }).click()
    await page.getByRole('list', { name: 'Numbers' }).getByText('Telegram').first().waitFor()
    expect(sold()).toBe(before + 1)
  })

  it('gives a number back, and sees that the price came back', async () => {
    await using visit = await stage.visit()
    const shopper = shopperAt(visit.page)
    await shopper.buy()
    await stage.clock.advance(121_000)
    await shopper.press('Give it back')
    await shopper.read('Given back: $0.18')
  })

  it('R02 buys once by a double click, and by Enter and a click', async () => {
    await using visit = await stage.visit()
    const { page } = visit
    const shopper = shopperAt(page)
    await shopper.toTheButton()
    const before = sold()
    await page.getByRole('button', { name: BUY }).dblclick()
    await shopper.read('Waiting for the SMS')
    expect(sold()).toBe(before + 1)

    await shopper.press('Buy another number')
    await shopper.toTheButton()
    const release = stage.hold()
    await page.getByRole('textbox', { name: 'Pay at most' }).press('Enter')
    await page
      .getByRole('button', { name: BUY })
      .click({ timeout: 500 })
      .catch(() => {}) // it may be gone already
    release()
    await shopper.read('Waiting for the SMS')
    expect(sold()).toBe(before + 2)
  })
})

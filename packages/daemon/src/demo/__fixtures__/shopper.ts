import type { Visit } from '@onesms/browser-testing'

/** Somebody at the app, who goes by what is to be read there. */
export interface Shopper {
  /** Opens the app, and chooses as far as that: Telegram in the United Kingdom. */
  toTheButton(): Promise<void>
  /** As {@link toTheButton}, and buys. */
  buy(): Promise<void>
  /** Waits until this is to be read. */
  read(text: string | RegExp): Promise<void>
  press(name: string | RegExp): Promise<void>
}

export const BUY = /^Buy for/

/** Less than a test may take, so that what is missing is named. */
const PATIENCE = 12_000

export function shopperAt(page: Visit['page']): Shopper {
  page.setDefaultTimeout(PATIENCE)
  const read = (text: string | RegExp) => page.getByText(text).first().waitFor()
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click()
  const toTheButton = async () => {
    await page.goto('/')
    await page.getByRole('searchbox', { name: 'Search services' }).fill('telegr')
    await page.getByRole('link', { name: /^Telegram/ }).click()
    await page.getByRole('searchbox', { name: 'Search countries' }).fill('kingdom')
    await page.getByRole('link', { name: /^(GB ?)?United Kingdom/ }).click()
    await page.getByRole('button', { name: BUY }).waitFor()
  }
  return {
    read,
    press,
    toTheButton,
    buy: async () => {
      await toTheButton()
      await press(BUY)
      await read('Waiting for the SMS')
    },
  }
}

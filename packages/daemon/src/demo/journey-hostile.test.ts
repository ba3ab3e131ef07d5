import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppStage, openAppStage } from './__fixtures__/app-stage.ts'
import { watch } from './__fixtures__/seen-by.ts'
import { BUY, shopperAt } from './__fixtures__/shopper.ts'

const SERVICE = '<img src=x onerror=run()>'
const COUNTRY = '<script>run()</script>'
const TEXT = '<img src=https://evil.example/a.png onerror=run()> your code is 660066 <svg onload=run()>'
const SENDER = '<iframe src="javascript:parent.run()"></iframe>'

describe('what strangers write, and what nobody may read', () => {
  let stage: AppStage
  beforeAll(async () => {
    stage = await openAppStage({
      prepare: ({ catalog }) => {
        for (const service of catalog.services.slice(-8)) Object.assign(service, { name: SERVICE })
        for (const country of catalog.countries.slice(-8)) Object.assign(country, { name: COUNTRY })
        for (const { code } of catalog.services.slice(-8))
          catalog.setOffer('16', code, { price: '0.18', stock: 50_000, flat: true })
      },
    })
  })
  afterAll(() => stage.close())

  const lastId = () => stage.emulator.ledger.activations().at(-1)?.id ?? ''

  it('T26 R13 is text in every view: names of services and countries, SMS and senders', async () => {
    await using visit = await stage.visit()
    const { page } = visit
    const shopper = shopperAt(page)
    await page.addInitScript('globalThis.runs = 0; globalThis.run = () => { globalThis.runs += 1 }')
    const isInert = async () => {
      expect(await page.locator('main :is(img, script, iframe, svg[onload], [onerror])').count()).toBe(0)
      expect(await page.evaluate('globalThis.runs')).toBe(0)
    }
    await page.goto('/')
    await page.getByRole('searchbox', { name: 'Search services' }).fill('onerror')
    await page.getByRole('link', { name: SERVICE }).first().waitFor()
    await isInert()
    await page.getByRole('link', { name: SERVICE }).first().click()
    await page.getByRole('heading', { name: `A number for ${SERVICE}` }).waitFor()
    await isInert()
    await page.getByRole('link', { name: /^United Kingdom/ }).click()
    await shopper.press(BUY)
    await page.getByRole('heading', { name: `Your number for ${SERVICE}` }).waitFor()
    stage.emulator.sms(lastId(), { text: TEXT })
    await page.getByText(TEXT).waitFor()
    await isInert()
    const { sql, schema } = stage.database
    await sql`update ${sql(schema)}.messages set sender = ${SENDER}`
    await page.getByRole('link', { name: 'History' }).click()
    await page.getByRole('link', { name: SERVICE }).click()
    await isInert()
    await page.reload()
    await page.getByText(`From ${SENDER}`).waitFor()
    await page.getByText(TEXT).waitFor()
    await isInert()
    await page.goto('/#/buy/%3Cimg%20src%3Dx%20onerror%3Drun()%3E')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await isInert()
    visit.forgive() // the service that is none
  })

  it('T18 passes no key of a provider and no token of the daemon to a browser, on any way', async () => {
    await using visit = await stage.visit()
    const { page } = visit
    const shopper = shopperAt(page)
    const seenSoFar = await watch(page)
    await shopper.buy()
    stage.emulator.sms(lastId(), { text: 'Your Telegram code is 181818' })
    await page.getByText('181818', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'History' }).click()
    await page.getByRole('list', { name: 'Numbers' }).waitFor()
    await page.getByRole('link', { name: 'Rent', exact: true }).click()
    await page.getByRole('link', { name: /^Telegram/ }).click()
    await page.getByRole('link', { name: /^United Kingdom/ }).waitFor()
    const seen = await seenSoFar()
    const lent = /"token":"([\w.-]+)"/.exec(seen.traffic)?.[1] ?? ''
    const found = (secret: string) =>
      Object.entries(seen).flatMap(([where, all]) => (all.includes(secret) ? [where] : []))
    // It is looked for everywhere, in the stream of events too: what the page does hold is found.
    expect(seen.traffic).toMatch(/^data: .*181818/m)
    expect(found('181818')).toEqual(['traffic', 'page', 'memory'])
    expect(found(lent)).toEqual(['traffic', 'memory'])
    expect(found(stage.emulator.apiKey)).toEqual([])
    expect(found(stage.token)).toEqual([])
  })
})

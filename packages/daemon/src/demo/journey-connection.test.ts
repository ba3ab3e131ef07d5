import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppStage, openAppStage } from './__fixtures__/app-stage.ts'
import { shopperAt } from './__fixtures__/shopper.ts'

const HOURS = 3_600_000
const PAGE_IS_BACK = "new PageTransitionEvent('pageshow', { persisted: true })"

describe('a page that waits for an SMS', () => {
  let stage: AppStage
  beforeAll(async () => {
    stage = await openAppStage()
  })
  afterAll(() => stage.close())

  const sold = () => stage.emulator.ledger.activations()
  const lastId = () => sold().at(-1)?.id ?? ''

  it('R04 goes on once after it was offline, and sends no purchase again', async () => {
    await using visit = await stage.visit()
    const { page } = visit
    const shopper = shopperAt(page)
    await shopper.buy()
    const before = sold().length
    await page.context().setOffline(true)
    stage.emulator.sms(lastId(), { text: 'Your code is 404040' })
    await page.context().setOffline(false)
    await page.getByText('404040', { exact: true }).waitFor()
    expect(sold().length).toBe(before)
    visit.forgive() // what a browser says of requests that cannot be sent
  })

  it('R09 has its SMS, once, after the daemon was gone and is back', async () => {
    await using visit = await stage.visit()
    const { page } = visit
    const shopper = shopperAt(page)
    await shopper.buy()
    await stage.stop()
    stage.emulator.sms(lastId(), { text: 'Your code is 909090' })
    await stage.start()
    await page.getByText('909090', { exact: true }).waitFor({ timeout: 25_000 })
    expect(await page.getByText('Your code is 909090').count()).toBe(1)
    visit.forgive() // what a browser says of a server that is not there
    stage.forgive()
  })

  it('R08 opens one new session where its token was revoked, and goes on', async () => {
    await using visit = await stage.visit()
    const { page } = visit
    const shopper = shopperAt(page)
    let sessions = 0
    page.on('request', request => {
      if (new URL(request.url()).pathname === '/session') sessions += 1
    })
    await shopper.buy()
    expect(sessions).toBe(1)
    await stage.database.sql`update ${stage.database.sql(stage.database.schema)}.sessions set revoked_at = now()`
    await new Promise<void>(resolve => {
      page.once('response', () => resolve())
      void page.getByRole('link', { name: 'History' }).click()
    })
    await page.getByRole('list', { name: 'Numbers' }).waitFor()
    await page.goBack()
    stage.emulator.sms(lastId(), { text: 'Your code is 808080' })
    await page.getByText('808080', { exact: true }).waitFor({ timeout: 25_000 })
    expect(sessions).toBeLessThanOrEqual(2)
    visit.forgive() // the answers 401
  })

  it.each([
    ['ahead', 3 * HOURS],
    ['behind', -3 * HOURS],
  ])('R14 counts down right where the clock of the browser is three hours %s', async (_, shift) => {
    await using visit = await stage.visit()
    const { page } = visit
    await page.addInitScript((ms: number) => {
      const now = Date.now.bind(Date)
      Date.now = () => now() + ms
      const Real = Date
      globalThis.Date = new Proxy(Real, {
        construct: (target, given) => Reflect.construct(target, given.length === 0 ? [Date.now()] : given),
      })
    }, shift)
    await shopperAt(page).buy()
    await page
      .getByText(/^(19|20):\d\d$/)
      .first()
      .waitFor()
  })

  it.each<[string, readonly string[]]>([
    ['R05 hidden', ['visibilitychange']],
    ['R17 frozen', ['freeze', 'resume']],
  ])('%s for long it looks once on return', async (_, events) => {
    await using visit = await stage.visit()
    const { page } = visit
    const shopper = shopperAt(page)
    await shopper.buy()
    const asked: string[] = []
    page.on('request', request => asked.push(new URL(request.url()).pathname))
    const dispatched = events.map(name => `document.dispatchEvent(new Event('${name}'))`)
    await page.evaluate([...dispatched, `window.dispatchEvent(${PAGE_IS_BACK})`].join(';'))
    stage.emulator.sms(lastId(), { text: 'Your code is 505050' })
    await page.getByText('505050', { exact: true }).waitFor()
    expect(asked.filter(path => path.startsWith('/v1/activations')).length).toBeLessThanOrEqual(1)
  })
})

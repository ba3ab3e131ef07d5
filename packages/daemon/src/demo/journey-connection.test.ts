import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AppStage, openAppStage } from './__fixtures__/app-stage.ts'
import { shopperAt } from './__fixtures__/shopper.ts'

const MINUTES = 60_000
const HOURS = 60 * MINUTES

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
    const { sql, schema } = stage.database
    const [lent] = await sql`select id from ${sql(schema)}.sessions order by created_at desc limit 1`
    const headers = { authorization: `Bearer ${stage.token}` }
    const revoked = await fetch(`${stage.url}/v1/tokens/${lent?.['id']}`, { method: 'DELETE', headers })
    expect(revoked.status).toBe(200)
    const refused = page.waitForResponse(response => response.status() === 401)
    await page.getByRole('link', { name: 'History' }).click()
    await refused
    await page.getByRole('list', { name: 'Numbers' }).getByText('Waiting for the SMS').waitFor()
    stage.emulator.sms(lastId(), { text: 'Your code is 808080' })
    await page.getByText('808080', { exact: true }).waitFor()
    expect(sessions).toBe(2)
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

  it.each([
    ['R05 hidden', 'visibilitychange', 'visibilitychange'],
    ['R17 frozen', 'freeze', 'resume'],
  ])('%s for ten minutes, it looks once on return, and opens one stream', async (_, away, back) => {
    await using visit = await stage.visit()
    const { page } = visit
    const shopper = shopperAt(page)
    await page.clock.install()
    const told = page.waitForResponse(/\/v1\/events/)
    await shopper.buy()
    await told
    const looks: string[] = []
    const streams: string[] = []
    page.on('request', request => {
      const { pathname } = new URL(request.url())
      if (pathname.startsWith('/v1/activations')) looks.push(pathname)
      if (pathname.startsWith('/v1/events')) streams.push(pathname)
    })
    const tell = (type: string, visibility: 'hidden' | 'visible') =>
      page.evaluate(`
        Object.defineProperty(document, 'visibilityState', { configurable: true, value: '${visibility}' })
        document.dispatchEvent(new Event('${type}'))`)
    await tell(away, 'hidden')
    await page.clock.fastForward(10 * MINUTES)
    await tell(back, 'visible')
    await page.evaluate(`window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`)
    stage.emulator.sms(lastId(), { text: 'Your code is 505050' })
    await page.getByText('505050', { exact: true }).waitFor()
    expect(looks).toHaveLength(1)
    expect(streams).toHaveLength(1)
  })
})

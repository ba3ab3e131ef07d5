import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../testing/until.ts'
import { type AdminStage, loseAnswer, openAdminStage } from './__fixtures__/admin-stage.ts'

const PAGES = [
  ['overview', '/admin'],
  ['purchases', '/admin/purchases'],
  ['numbers', '/admin/numbers'],
  ['prices', '/admin/prices?service=hero-sms:slow&country=GB'],
  ['system', '/admin/system'],
] as const

let stage: AdminStage
beforeAll(async () => {
  stage = await openAdminStage()
  const { emulator, client, database } = stage
  await client.activations.buy({ service: { nativeId: 'twin' }, country: 'GB' })
  await loseAnswer(stage, 'slow')
  const daemon = await stage.start()
  const { sql, schema } = database
  const runsWith = async (status: string) =>
    (await sql`select from ${sql(schema)}.sync_runs where job = 'services' and status = ${status}`).count
  const sync = () => fetch(`${daemon.url}/admin/sync`, { method: 'POST' }).then(response => response.status)
  expect(await sync()).toBe(401)
  await until('the first run', () => runsWith('succeeded'))
  // A history to draw, and a failure to tell.
  for (const [price, stock] of [
    ['0.12', 900],
    ['0.3', 40],
    ['0.25', 0],
    ['0.18', 400],
  ] as const) {
    emulator.catalog.setOffer('16', 'slow', { price, stock, flat: true })
    const before = await runsWith('succeeded')
    await using visit = await stage.enter()
    await visit.page.getByRole('button', { name: 'Run now: services' }).click()
    await until('another run', async () => (await runsWith('succeeded')) > before)
  }
  await sql`
    update ${sql(schema)}.offer_changes c set changed_at = clock_timestamp() - (7 - place) * interval '20 hours'
    from (select ctid, row_number() over (order by changed_at) as place from ${sql(schema)}.offer_changes where old_stock is not null) o
    where o.ctid = c.ctid`
  await sql`
    update ${sql(schema)}.sync_runs
    set started_at = started_at - interval '6 days', finished_at = finished_at - interval '6 days' where job = 'countries'`
})
afterAll(() => stage?.close())

describe('how the admin page looks', () => {
  it.each([
    ['light', 'desktop'],
    ['dark', 'desktop'],
    ['light', 'phone'],
    ['dark', 'phone'],
  ] as const)('nobody is kept out, nothing is cut off: %s, %s', async (colorScheme, screen) => {
    await using visit = await stage.enter('/admin', { colorScheme, screen })
    for (const [name, path] of PAGES) {
      await visit.page.goto(path)
      await visit.page.locator('h1').waitFor()
      await visit.screenshot(`admin-${name}-${colorScheme}-${screen}`)
      expect([name, await visit.complaints()]).toEqual([name, []])
      const [width, shown] = await visit.page.evaluate<[number, number]>(
        '[document.documentElement.scrollWidth, innerWidth]',
      )
      expect([name, width]).toEqual([name, shown])
    }
  })

  it('the login too', async () => {
    await using visit = await stage.visit({ screen: 'phone' })
    await visit.page.goto('/admin')
    expect(await visit.complaints()).toEqual([])
    await visit.screenshot('admin-login')
  })

  it('takes the keyboard alone', async () => {
    await using visit = await stage.enter()
    const focused = () =>
      visit.page.evaluate<string>(
        "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent",
      )
    await visit.page.keyboard.press('Tab')
    expect(await focused()).toBe('To the content')
    await visit.page.keyboard.press('Enter')
    expect(new URL(visit.page.url()).hash).toBe('#main')
    for (let presses = 0; !(await focused()).startsWith('Run now: services'); presses += 1) {
      if (presses > 30) throw new Error('the button is not reached')
      await visit.page.keyboard.press('Tab')
    }
    const outline = await visit.page.evaluate('getComputedStyle(document.activeElement).outlineStyle')
    expect(outline).toBe('solid')
    await visit.page.keyboard.press('Enter')
    await visit.page.getByText('The job runs.').waitFor()
  })

  it('draws a price as it moved, and says so in words', async () => {
    await using visit = await stage.enter('/admin/prices?service=hero-sms:slow&country=GB', { javaScript: false })
    const price = visit.page.getByRole('img', { name: /^Lowest price/ })
    expect(await price.getAttribute('aria-label')).toBe('Lowest price, USD. hero-sms: 0.18 now, 0.1 to 0.3.')
    const stock = visit.page.getByRole('img', { name: /^Stock/ })
    expect(await stock.getAttribute('aria-label')).toContain('hero-sms: 400 now, 0 to ')
    // Nothing was for sale for a while: the line has a gap.
    expect((await price.locator('path').getAttribute('d'))?.match(/M/g)).toHaveLength(2)
  })
})

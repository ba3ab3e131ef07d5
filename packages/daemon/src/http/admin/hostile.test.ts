import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../../testing/until.ts'
import { type AdminStage, loseAnswer, openAdminStage } from './__fixtures__/admin-stage.ts'

/** What would run, or ask outside, wherever text became markup. */
const PAYLOADS = [
  '<script>run()</script>',
  '"><script>run()</script>',
  "'><script>run()</script>",
  '</title><script>run()</script>',
  '</textarea><script>run()</script>',
  '</style><script>run()</script>',
  '<img src=x onerror=run()>',
  '<img src=https://evil.example/a.png>',
  '"><img src=x onerror=run()>',
  '<svg onload=run()>',
  '<svg><script href=https://evil.example/b.js />',
  '<body onload=run()>',
  '<iframe src="javascript:parent.run()"></iframe>',
  '<iframe srcdoc="<script>parent.run()</script>"></iframe>',
  '<object data=https://evil.example/c>',
  '<embed src=https://evil.example/d>',
  '<link rel=stylesheet href=https://evil.example/e.css>',
  '<style>@import "https://evil.example/f.css"</style>',
  '<meta http-equiv=refresh content="0;url=https://evil.example/g">',
  '<base href=https://evil.example/>',
  '<form action=https://evil.example/><button autofocus onfocus=run()>',
  '<input autofocus onfocus=run()>',
  '<details open ontoggle=run()>',
  '<video><source onerror=run()>',
  '" onmouseover="run()" x="',
  "' autofocus onfocus='run()",
  'javascript:run()',
  '<a href="javascript:run()">here</a>',
  '#{run()}{{run()}}<%= run() %>',
  '\u202e<!--><script>run()</script>-->',
] as const

/** As it stands on a page: what nobody would see is shown as its number. */
const shown = (payload: string) => payload.replaceAll('\u202e', '\\u202e')

let stage: AdminStage
/** Ids of numbers, each with an SMS of its own. */
const bought: string[] = []
beforeAll(async () => {
  stage = await openAdminStage()
  const { emulator, client, database } = stage
  const { catalog } = emulator
  const sold = catalog.services.slice(0, PAYLOADS.length)
  rename(sold)
  rename(catalog.services.slice(-8)) // what our directory does not know
  rename(catalog.countries)
  for (const [index, { code }] of sold.entries()) {
    catalog.setOffer('16', code, { price: '0.05', stock: 1_000, flat: true })
    const activation = await client.activations.buy({ service: { nativeId: code }, country: { nativeId: '16' } })
    emulator.sms(activation.id, { text: PAYLOADS.at(-1 - index) ?? '' })
    bought.push(activation.id)
    await loseAnswer(stage, code)
  }
  await stage.start()
  const { sql, schema } = database
  await until('every SMS', async () => (await sql`select from ${sql(schema)}.messages`).count === PAYLOADS.length)
  await until(
    'the names',
    async () => (await sql`select from ${sql(schema)}.sync_runs where status = 'succeeded'`).count === 5,
  )
  // Of an operator the SDK lets less through than the column holds, and this host tells no sender.
  const payloads = sql`unnest(${[...PAYLOADS]}::text[]) with ordinality as p (text, place)`
  const numbers = sql`(select id, row_number() over (order by bought_at) as place from ${sql(schema)}.activations)`
  await sql`
    update ${sql(schema)}.activations a
    set snapshot = jsonb_set(snapshot, '{operator}', jsonb_build_object('name', p.text))
    from ${numbers} n join ${payloads} using (place) where n.id = a.id`
  await sql`
    update ${sql(schema)}.messages m set sender = p.text
    from ${numbers} n join ${payloads} using (place) where n.id = m.activation_id`
})
afterAll(() => stage?.close())

function rename(named: readonly { readonly name: string }[]): void {
  for (const [index, one] of named.entries()) Object.assign(one, { name: PAYLOADS[index % PAYLOADS.length] })
}

describe('T26 text of providers and senders is text', () => {
  const enter = async (path: string) => {
    const visit = await stage.enter(path)
    await visit.page.addInitScript('globalThis.runs = 0; globalThis.run = () => { globalThis.runs += 1 }')
    await visit.page.reload()
    return visit
  }
  const runs = (visit: Awaited<ReturnType<typeof enter>>) => visit.page.evaluate('globalThis.runs')

  it('30 of them, each as the name of a service, where a purchase is decided', async () => {
    expect(PAYLOADS).toHaveLength(30)
    await using visit = await enter('/admin/purchases')
    const text = (await visit.page.locator('main').textContent()) ?? ''
    expect(PAYLOADS.filter(payload => !text.includes(shown(payload)))).toEqual([])
    expect(await runs(visit)).toBe(0)
  })

  it('30 of them, each as an operator of a number', async () => {
    await using visit = await enter('/admin/numbers')
    const text = (await visit.page.locator('main').textContent()) ?? ''
    expect(PAYLOADS.filter(payload => !text.includes(shown(payload)))).toEqual([])
    expect(await runs(visit)).toBe(0)
  })

  it('30 of them, each as an SMS and as its sender', async () => {
    await using visit = await enter('/admin/numbers')
    for (const [index, id] of bought.entries()) {
      await visit.page.getByRole('button', { name: `Show SMS of ${id}` }).click()
      const row = visit.page.getByRole('region', { name: `SMS of ${id}` })
      const text = (await row.textContent()) ?? ''
      expect(text).toContain(shown(PAYLOADS[index] ?? ''))
      expect(text).toContain(shown(PAYLOADS.at(-1 - index) ?? ''))
      expect(await runs(visit)).toBe(0)
    }
  }, 60_000)

  it.each([
    '/admin',
    '/admin/system',
    '/admin/prices',
    '/admin/prices?service=%3Cscript%3Erun()%3C/script%3E&country=%22%3E%3Cimg%20src=x%3E',
  ])('nothing runs on %s, whatever is named how', async path => {
    await using visit = await enter(path)
    expect(await visit.page.locator('h1').count()).toBe(1)
    expect(await visit.page.locator('main script, main img, main iframe, main link, main meta').count()).toBe(0)
    expect(await runs(visit)).toBe(0)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSyncLogs } from '../../db/store/read/sync-logs.ts'
import { until } from '../../testing/until.ts'
import { ADMIN_TOKEN, type AdminStage, loseAnswer, openAdminStage, READER_TOKEN } from './__fixtures__/admin-stage.ts'

let stage: AdminStage
/** Two purchases whose answers were lost. */
let lost: readonly string[]
beforeAll(async () => {
  stage = await openAdminStage()
  const bought = await stage.client.activations.buy({ service: { nativeId: 'twin' }, country: 'GB' })
  stage.emulator.sms(bought.id, { text: 'Your code is 482913', sender: 'Acme' })
  lost = [await loseAnswer(stage, 'slow'), await loseAnswer(stage, 'mute')]
  await stage.start()
  await until('the first runs', async () => (await runs({ status: 'succeeded' })).length === 5)
})
afterAll(() => stage?.close())

const runs = (filter: { readonly job?: string; readonly status?: string }) =>
  readSyncLogs(stage.database, { ...filter, limit: 100 })
const deeds = async (action: string) => {
  const { sql, schema } = stage.database
  return sql`select actor, action, intent_id, provider, reason from ${sql(schema)}.audit where action = ${action}`
}

describe('getting in', () => {
  it('asks for a token, which stands in no address and in nothing a script reads', async () => {
    await using visit = await stage.visit()
    await visit.page.goto('/admin/purchases')
    expect(new URL(visit.page.url()).pathname).toBe('/admin/login')
    await visit.page.getByLabel('Token').fill(ADMIN_TOKEN)
    await visit.page.keyboard.press('Enter')
    await visit.page.getByRole('heading', { name: 'Overview' }).waitFor()
    expect(visit.page.url()).not.toContain(ADMIN_TOKEN.slice(0, 8))
    expect(await visit.page.content()).not.toContain(ADMIN_TOKEN.slice(0, 8))
    expect(await visit.page.evaluate('document.cookie')).toBe('')
  })

  it.each([
    ['an unknown token', 'x'.repeat(64)],
    ['a token that may not administer', READER_TOKEN],
  ])('T16 does not let %s in', async (_, token) => {
    await using visit = await stage.visit()
    await visit.page.goto('/admin')
    await visit.page.getByLabel('Token').fill(token)
    await visit.page.getByRole('button', { name: 'Log in' }).click()
    expect(await visit.page.getByRole('alert').textContent()).toContain('no token of this daemon with the scope admin')
    await visit.page.goto('/admin')
    expect(new URL(visit.page.url()).pathname).toBe('/admin/login')
    expect(visit.forgive()).toMatchObject([expect.stringContaining('401')])
  })

  it('lets out for good: the cookie is worth nothing afterwards', async () => {
    await using visit = await stage.enter()
    const cookies = await visit.page.context().cookies()
    expect(cookies).toMatchObject([{ httpOnly: true, secure: true, sameSite: 'Strict' }])
    await visit.page.getByRole('button', { name: 'Log out' }).click()
    await visit.page.getByText('You are logged out.').waitFor()
    await visit.page.context().addCookies(cookies)
    await visit.page.goto('/admin')
    expect(new URL(visit.page.url()).pathname).toBe('/admin/login')
  })

  it('T12 a form without its word changes nothing', async () => {
    await using visit = await stage.enter('/admin/purchases')
    await visit.page.evaluate("document.querySelectorAll('input[name=csrf]').forEach(field => field.remove())")
    await visit.page.getByLabel('Why').fill('because')
    await visit.page.getByRole('button', { name: 'Stop all purchases' }).click()
    await visit.page.getByText('cross_site').waitFor()
    expect(await deeds('purchases')).toEqual([])
    expect(visit.forgive()).toMatchObject([expect.stringContaining('403')])
  })
})

describe('what can be done there', () => {
  it('a sync is forced, seen to run and to end without touching the page, and is in the audit', async () => {
    const before = await runs({ job: 'services' })
    await using visit = await stage.enter()
    const release = stage.hold()
    await visit.page.getByRole('button', { name: 'Run now: services of hero-sms' }).click()
    await visit.page.getByText('The job runs.').waitFor()
    const row = visit.page.getByRole('region', { name: 'Last runs' }).getByRole('row').nth(1)
    await row.getByText('running').waitFor()
    release()
    await row.getByText('succeeded').waitFor()
    expect(await row.textContent()).toContain('by hand')
    expect((await runs({ job: 'services' })).length).toBe(before.length + 1)
    expect(await deeds('sync')).toMatchObject([{ actor: 'admin', provider: 'hero-sms', reason: 'services' }])
  })

  it('what was refused is accepted with one button', async () => {
    const { catalog } = stage.emulator
    const gone = [...catalog.offers()].filter((_, index) => index % 3 > 0)
    for (const { country, service } of gone) catalog.removeOffer(country, service)
    await using visit = await stage.enter()
    await visit.page.getByRole('button', { name: 'Run now: services of hero-sms' }).click()
    await visit.page.getByRole('heading', { name: 'Refused' }).waitFor()
    expect((await runs({ job: 'services' }))[0]?.status).toBe('rejected')
    await visit.screenshot('admin-refused')
    await visit.page.getByRole('button', { name: 'Accept: services of hero-sms' }).click()
    await until('the accepted run', async () => (await runs({ job: 'services' }))[0]?.status === 'succeeded')
    await visit.page.getByRole('heading', { name: 'Refused' }).waitFor({ state: 'detached' })
    expect(await deeds('accept')).toHaveLength(1)
  })

  it('P01 an unknown purchase is given the number it bought; the ledger agrees with the provider', async () => {
    const [intentId = ''] = lost
    const books = stage.emulator.ledger.activations().find(({ service }) => service === 'slow')
    await using visit = await stage.enter('/admin/purchases', { javaScript: false })
    const form = visit.page.locator(`form[action="/admin/purchases/${intentId}/resolve"]`)
    await form.getByRole('radio', { name: new RegExp(`hero-sms:${books?.id}`) }).check()
    await form.getByRole('button', { name: 'Decide' }).click()
    await visit.page.getByText('It is decided').waitFor()
    expect(await stage.client.purchases.get(intentId)).toMatchObject({
      state: 'confirmed',
      activationId: `hero-sms:${books?.id}`,
      snapshot: { phone: expect.stringContaining(books?.phone ?? ''), price: { amount: '0.1' } },
    })
    expect(await deeds('resolve')).toMatchObject([{ intent_id: intentId, reason: `hero-sms:${books?.id}` }])
    await visit.page.goto('/admin/numbers')
    await visit.page.getByText(`hero-sms:${books?.id}`).waitFor()
  })

  it('P01 an unknown purchase is closed as having bought nothing; a number that is none is refused in words', async () => {
    const [, intentId = ''] = lost
    await using visit = await stage.enter('/admin/purchases')
    const form = visit.page.locator(`form[action="/admin/purchases/${intentId}/resolve"]`)
    await form.getByRole('radio', { name: 'Another number' }).check()
    await form.getByLabel('Id of the other number').fill('hero-sms:1')
    await form.getByRole('button', { name: 'Decide' }).click()
    await visit.page.getByRole('heading', { name: 'It was not done' }).waitFor()
    expect((await stage.client.purchases.get(intentId)).state).toBe('unknown')
    await visit.page.goto('/admin/purchases')
    await form.getByRole('radio', { name: 'Nothing' }).check()
    await form.getByRole('button', { name: 'Decide' }).click()
    await visit.page.getByText('It is decided').waitFor()
    expect((await stage.client.purchases.get(intentId)).state).toBe('not_purchased')
    expect(visit.forgive()).toMatchObject([expect.stringContaining('409')])
  })

  it('shows no SMS unasked, and writes down who asked', async () => {
    await using visit = await stage.enter('/admin/numbers')
    const show = visit.page.getByRole('button', { name: /^Show SMS/ })
    await until('the SMS, on the page', async () => (await visit.page.reload()) && (await show.count()) === 1)
    expect(await visit.page.content()).not.toMatch(/482913|Acme/)
    await show.click()
    await visit.page.getByText('Your code is 482913').waitFor()
    await visit.screenshot('admin-texts')
    expect(await deeds('read_texts')).toMatchObject([{ actor: 'admin' }])
  })

  it('stops all purchases and allows them again, each with its reason', async () => {
    await using visit = await stage.enter('/admin/purchases')
    for (const [button, said] of [
      ['Stop all purchases', 'stopped'],
      ['Allow purchases', 'allowed again'],
    ] as const) {
      await visit.page.getByLabel('Why').fill(`drill: ${button}`)
      await visit.page.getByRole('button', { name: button }).click()
      await visit.page.getByRole('status').getByText(said).waitFor()
    }
    expect((await deeds('purchases')).map(({ actor, reason }) => [actor, reason])).toEqual([
      ['admin', 'drill: Stop all purchases'],
      ['admin', 'drill: Allow purchases'],
    ])
  })

  it('nothing went wrong in the daemon meanwhile', () => {
    expect(stage.errors).toEqual([])
  })
})

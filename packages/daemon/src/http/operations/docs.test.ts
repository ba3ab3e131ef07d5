import { openBrowser, type TestBrowser } from '@onesms/browser-testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../app.ts'
import { type Served, serve } from '../server.ts'
import { knownToken, tokenOf } from '../testing/guarded-app.ts'
import { openTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let browser: TestBrowser
let open: Served
let guarded: Served
beforeAll(async () => {
  app = await openTestApp()
  browser = await openBrowser()
  const { database } = app
  const context = {
    database,
    providers: [],
    isReady: () => true,
    triggerSync: async () => ({ provider: 'x', id: 1, state: 'running' as const }),
    onError: (error: unknown) => app.errors.push(error),
  }
  open = await serve({ ...createApp(context), port: 0, hostname: '127.0.0.1' })
  const tokens = [knownToken('reader', ['catalog:read'])]
  guarded = await serve({ ...createApp({ ...context, tokens }), port: 0, hostname: '127.0.0.1', isGuarded: true })
})
afterAll(async () => {
  await Promise.all([browser?.close(), open?.close(), guarded?.close()])
  await app.close()
})

describe('/docs', () => {
  it('T26 T37 shows every operation and tries one, with nothing from elsewhere and against no policy', async () => {
    await using visit = await browser.visit({ origin: open.url })
    await visit.page.goto('/docs')
    const operation = visit.page.locator('.opblock', { hasText: '/v1/services' }).first()
    await operation.waitFor()
    expect(await visit.page.locator('.opblock').count()).toBeGreaterThan(15)
    await operation.locator('.opblock-summary-control').click()
    await operation.getByRole('button', { name: 'Try it out' }).click()
    await operation.getByRole('button', { name: 'Execute' }).click()
    const answer = operation.locator('.live-responses-table')
    await answer.waitFor()
    expect(await answer.textContent()).toContain('telegram')
    expect(visit.outside).toEqual([])
    expect(visit.errors).toEqual([])
    await visit.screenshot('docs-desktop')
  })

  it('takes a token in a field, keeps it out of the address and of every storage, and sends it', async () => {
    await using visit = await browser.visit({ origin: guarded.url })
    await visit.page.goto('/docs')
    const field = visit.page.getByLabel('A token with the scope catalog:read')
    await field.fill('wrong-wrong-wrong')
    await visit.page.getByRole('button', { name: 'Show the API' }).click()
    await visit.page.getByText('Send a known token').waitFor()
    await field.fill(tokenOf('reader'))
    await visit.page.getByRole('button', { name: 'Show the API' }).click()
    const operation = visit.page.locator('.opblock', { hasText: '/v1/countries' }).first()
    await operation.locator('.opblock-summary-control').click()
    await operation.getByRole('button', { name: 'Try it out' }).click()
    const asked = visit.page.waitForRequest(request => request.url().endsWith('/v1/countries'))
    await operation.getByRole('button', { name: 'Execute' }).click()
    expect((await asked).headers()['authorization']).toBe(`Bearer ${tokenOf('reader')}`)
    expect(visit.page.url()).not.toContain(tokenOf('reader').slice(0, 8))
    const kept = await visit.page.evaluate(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
    )
    expect(kept).toBe('[{},{},""]')
    expect(visit.forgive()).toMatchObject([expect.stringContaining('401'), expect.stringContaining('401')])
  })

  it.each(['light', 'dark'] as const)('works on a phone, in the %s', async colorScheme => {
    await using visit = await browser.visit({ origin: open.url, screen: 'phone', colorScheme })
    await visit.page.goto('/docs')
    const operation = visit.page.locator('.opblock', { hasText: '/v1/offers' }).first()
    await operation.locator('.opblock-summary-control').click()
    await operation.locator('.parameters').first().waitFor()
    const [wide, room, background] = (await visit.page.evaluate(
      '[document.documentElement.scrollWidth, innerWidth, getComputedStyle(document.body).backgroundColor]',
    )) as readonly [number, number, string]
    expect(wide).toBeLessThanOrEqual(room)
    expect(background).toBe(colorScheme === 'dark' ? 'rgb(28, 32, 34)' : 'rgb(255, 255, 255)')
    await visit.screenshot(`docs-phone-${colorScheme}`)
  })

  it('is kept by the browser until it changes', async () => {
    const first = await fetch(`${open.url}/docs/swagger-ui-bundle.js`)
    const etag = first.headers.get('etag') ?? ''
    expect((await first.arrayBuffer()).byteLength).toBeGreaterThan(1_000_000)
    const again = await fetch(`${open.url}/docs/swagger-ui-bundle.js`, { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
  })
})

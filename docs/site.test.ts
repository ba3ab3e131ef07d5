import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { openBrowser, type TestBrowser, type VisitOptions } from '@onesms/browser-testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileOf, nav } from './build/nav.ts'

/** By how much a page is wider than the screen. */
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'

/** How many tables of a page are to be scrolled sideways. */
const SCROLLED =
  "[...document.querySelectorAll('.vp-doc table')].filter(table => table.scrollWidth > table.clientWidth).length"

const dist = join(import.meta.dirname, '.vitepress/dist')
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
}

let server: Server
let origin: string
let browser: TestBrowser
beforeAll(async () => {
  if (!existsSync(join(dist, 'index.html'))) throw new Error('the site is not built: pnpm run docs')
  // As any web server of files would.
  server = createServer(async ({ url = '/' }, response) => {
    const path = decodeURI(new URL(url, 'http://localhost').pathname)
    const name = path.endsWith('/') ? `${path}index.html` : path
    const body = await readFile(join(dist, name)).catch(() => null)
    response
      .writeHead(body ? 200 : 404, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' })
      .end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
})

const visit = (options: Omit<VisitOptions, 'origin'> = {}) => browser.visit({ origin, ...options })

describe('the site', () => {
  it.each([
    ['tombstone', /./],
    ['createClient', /^\/api\/@onesms\/sdk\/functions\/createClient\.html/],
    ['runbook', /^\/daemon\/alerts\.html/],
  ])('finds a page by what stands in it, without asking anybody outside: %s', async (word, path) => {
    await using opened = await visit()
    await opened.page.goto('/')
    await opened.page.getByRole('button', { name: /^Search/ }).click()
    await opened.page.getByRole('searchbox').fill(word)
    await opened.page.getByRole('listbox').getByRole('option').first().click()
    await opened.page.waitForURL(url => url.pathname !== '/')
    expect(new URL(opened.page.url()).pathname).toMatch(path)
    await expect(opened.page.locator('main').textContent()).resolves.toContain(word)
  })

  it('leads from page to page by its menu', async () => {
    await using opened = await visit()
    await opened.page.goto('/guides/first-code.html')
    await opened.page.getByRole('link', { name: 'Concepts', exact: true }).first().click()
    await opened.page.getByRole('link', { name: 'Money', exact: true }).first().click()
    await opened.page.getByRole('heading', { level: 1, name: /Buying without paying twice/ }).waitFor()
  })

  for (const screen of ['desktop', 'phone'] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`reads well on a ${screen}, ${colorScheme}: no errors, nothing wider than the screen, nothing grave by axe`, async () => {
        await using opened = await visit({ screen, colorScheme })
        for (const [name, path] of Object.entries({
          home: '/',
          guide: '/guides/first-code.html',
          daemon: '/daemon/',
          comparison: '/comparison.html',
          api: '/api/@onesms/sdk/functions/createClient.html',
        })) {
          await opened.page.goto(path)
          await opened.page.getByRole('heading', { level: 1 }).first().waitFor()
          const isDark = await opened.page.evaluate<boolean>("document.documentElement.classList.contains('dark')")
          expect(isDark).toBe(colorScheme === 'dark')
          expect(await opened.page.evaluate<number>(OVERFLOW), path).toBe(0)
          expect(await opened.complaints(), path).toEqual([])
          await opened.screenshot(`docs-${name}-${screen}-${colorScheme}`)
        }
      })
    }
  }

  for (const screen of ['desktop', 'phone'] as const) {
    it(`shows every page of its menu without an error, none wider than a ${screen}`, async () => {
      await using opened = await visit({ screen })
      for (const { link } of nav.flatMap(({ pages }) => pages)) {
        const answer = await opened.page.goto(link.endsWith('/') ? link : `${link}.html`)
        expect(answer?.status(), link).toBe(200)
        await opened.page.getByRole('heading', { level: 1 }).first().waitFor()
        expect(await opened.page.evaluate<number>(OVERFLOW), link).toBe(0)
        if (screen === 'desktop') expect(await opened.page.evaluate<number>(SCROLLED), link).toBe(0)
      }
    }, 60_000)
  }

  it('has an llms.txt that names every page of the menu, and has each of them as text', async () => {
    const text = await (await fetch(`${origin}/llms.txt`)).text()
    for (const { link } of nav.flatMap(({ pages }) => pages)) {
      const path = `/${fileOf(link)}`
      expect(text).toContain(`](${path})`)
      const page = await fetch(origin + path)
      expect(page.status, path).toBe(200)
      expect(await page.text()).toMatch(/^(---|<!--|# )/)
    }
  })
})

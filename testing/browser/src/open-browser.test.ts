import { once } from 'node:events'
import { statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type TestBrowser } from './open-browser.ts'

/** What the server answers: a test puts its page here. */
let html = ''
let server: Server
let origin: string
let browser: TestBrowser

beforeAll(async () => {
  server = createServer((_, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(html))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  server.close()
})

const page = (body: string) => `<!doctype html><html lang="en"><title>Test</title><main>${body}</main></html>`

describe('the Chromium of the tests', () => {
  it('renders text, in letters that are not all of one width', async () => {
    html = page('<h1>Test</h1><span id="wide">WWWWW</span><br><span id="narrow">iiiii</span>')
    await using visit = await browser.visit({ origin })
    await visit.page.goto('/')
    const wide = await visit.page.locator('#wide').boundingBox()
    const narrow = await visit.page.locator('#narrow').boundingBox()
    expect(wide?.height).toBeGreaterThan(10)
    expect(wide?.width).toBeGreaterThan(2 * (narrow?.width ?? Number.NaN))
    expect(narrow?.width).toBeGreaterThan(5)
  })

  it('runs scripts, unless they are switched off', async () => {
    html = page('<p id="by">nobody</p><script>document.querySelector("#by").textContent = "a script"</script>')
    for (const [javaScript, expected] of [
      [true, 'a script'],
      [false, 'nobody'],
    ] as const) {
      await using visit = await browser.visit({ origin, javaScript })
      await visit.page.goto('/')
      expect(await visit.page.locator('#by').textContent()).toBe(expected)
    }
  })

  it('asks nobody outside, and the visit fails that tried', async () => {
    html = page(`
      <img src="https://images.example/a.png" alt=""><script src="//scripts.example/b.js"></script>
      <script>
        fetch('https://data.example/c').catch(() => {})
        navigator.sendBeacon('https://beacon.example/d')
        new WebSocket('wss://socket.example/e')
      </script>`)
    const visit = await browser.visit({ origin })
    await visit.page.goto('/')
    await expect
      .poll(() => [...visit.outside].sort())
      .toEqual([
        'http://scripts.example/b.js',
        'https://beacon.example/d',
        'https://data.example/c',
        'https://images.example/a.png',
        'wss://socket.example/e',
      ])
    await expect(visit.close()).rejects.toThrow('asked outside')
  })

  it.each([
    ['a script that throws', '<script>throw new Error("broken")</script>', 'broken'],
    [
      'what a policy stops',
      '<meta http-equiv="content-security-policy" content="img-src \'none\'"><img src="/x">',
      'img-src',
    ],
  ])('fails the visit with errors: %s', async (_, body, said) => {
    html = page(body)
    const visit = await browser.visit({ origin })
    await visit.page.goto('/')
    await expect.poll(() => visit.errors.join()).toContain(said)
    await expect(visit.close()).rejects.toThrow(said)
  })

  it('says what is wrong for who does not see', async () => {
    html = page('<h1>Test</h1><input><img src="data:image/png;base64,iVBORw0KGgo=">')
    await using visit = await browser.visit({ origin })
    await visit.page.goto('/')
    expect((await visit.complaints()).map(({ rule }) => rule).sort()).toEqual(['image-alt', 'label'])
    html = page('<h1>Test</h1><label>Name <input></label>')
    await visit.page.goto('/')
    expect(await visit.complaints()).toEqual([])
  })

  it('is a phone, and dark, where that is asked for; keeps pictures', async () => {
    html = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Phone</title>
      <style>@media (prefers-color-scheme: dark) { body { background: #123 } }</style><p>Hello</p></html>`
    await using visit = await browser.visit({ origin, screen: 'phone', colorScheme: 'dark' })
    await visit.page.goto('/')
    const [width, colour] = await visit.page.evaluate(() => [
      innerWidth,
      getComputedStyle(document.body).backgroundColor,
    ])
    expect([width, colour]).toEqual([375, 'rgb(17, 34, 51)'])
    expect(statSync(await visit.screenshot('browser-testing')).size).toBeGreaterThan(1_000)
  })
})

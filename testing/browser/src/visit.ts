import type { Browser, BrowserContext, ConsoleMessage, Page } from 'playwright-core'
import { type Complaint, complaintsAbout } from './accessibility.ts'
import { saveScreenshot } from './artifacts.ts'

export interface VisitOptions {
  /** The origin that is visited. A request to any other is not made, and counts against the visit. */
  readonly origin: string
  /** Default `light`. */
  readonly colorScheme?: 'light' | 'dark'
  /** Default `desktop`. */
  readonly screen?: keyof typeof SCREENS
  /** Default `true`. */
  readonly javaScript?: boolean
}

/** One page of somebody at a browser, and what it did that it should not. */
export interface Visit extends AsyncDisposable {
  readonly page: Page
  /** Requests to other origins, none of which were made. */
  readonly outside: readonly string[]
  /** Errors that scripts threw or the console showed, what a content security policy stopped among them. */
  readonly errors: readonly string[]
  /** What axe-core has against the page as it is now, from «serious» on. */
  complaints(): Promise<readonly Complaint[]>
  /** Keeps a picture of the whole page among the artifacts, under this name, and returns its path. */
  screenshot(name: string): Promise<string>
  /** Closes it. @throws when it had asked outside, or had errors that nobody took away by {@link forgive}. */
  close(): Promise<void>
  /** Takes errors away that are due, and returns them. */
  forgive(): readonly string[]
}

const SCREENS = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 375, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
} as const

export async function openVisit(browser: Browser, options: VisitOptions): Promise<Visit> {
  const { origin, colorScheme = 'light', screen = 'desktop', javaScript = true } = options
  const context = await browser.newContext({
    ...SCREENS[screen],
    colorScheme,
    javaScriptEnabled: javaScript,
    baseURL: origin,
    locale: 'en-GB',
    timezoneId: 'UTC',
    serviceWorkers: 'block',
  })
  const outside: string[] = []
  const errors: string[] = []
  await keepInside(context, new URL(origin).origin, outside)
  context.on('console', message => {
    if (message.type() === 'error') errors.push(describe(message))
  })
  context.on('weberror', error => errors.push(String(error.error())))
  const page = await context.newPage()
  const close = async () => {
    await context.close()
    if (outside.length > 0) throw new Error(`asked outside of ${origin}: ${outside.join(', ')}`)
    if (errors.length > 0) throw new Error(`errors at ${origin}:\n${errors.join('\n')}`)
  }
  return {
    page,
    outside,
    errors,
    close,
    complaints: () => complaintsAbout(page),
    screenshot: name => saveScreenshot(page, name),
    forgive: () => errors.splice(0),
    [Symbol.asyncDispose]: close,
  }
}

async function keepInside(context: BrowserContext, origin: string, outside: string[]): Promise<void> {
  await context.route('**/*', async route => {
    const url = route.request().url()
    if (new URL(url).origin === origin) return route.continue()
    outside.push(url)
    return route.abort('blockedbyclient')
  })
  await context.routeWebSocket(
    url => url.host !== new URL(origin).host,
    socket => {
      outside.push(socket.url())
      return socket.close()
    },
  )
}

const describe = (message: ConsoleMessage) => `${message.text()} (${message.location().url})`

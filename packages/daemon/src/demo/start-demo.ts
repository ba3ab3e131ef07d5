import type { Provider } from '@onesms/sdk'
import { type Daemon, type DaemonOptions, startDaemon } from '../daemon.ts'
import { type AppFiles, findApp, readApp } from './app-files.ts'
import { createAppPages } from './app-pages.ts'
import { DEMO_POLICY, type MadeToken, makeToken } from './sale.ts'

export interface DemoOptions extends Pick<DaemonOptions, 'database' | 'sync' | 'onError' | 'onRun'> {
  readonly provider: Provider
  readonly port: number
  /** Default: one of its own. */
  readonly token?: MadeToken
}

/** A daemon that sells what an emulator has, with the app in front of it. */
export interface Demo extends Daemon {
  /** Of this run; it may do everything. */
  readonly token: string
  /** Whether the app is built, and so served. */
  readonly hasApp: boolean
}

/** Starts it on loopback. It knows no token but this one, whatever is configured. */
export async function startDemo({ provider, port, token: made = makeToken(), ...options }: DemoOptions): Promise<Demo> {
  const { token, known } = made
  const folder = findApp()
  const files: AppFiles = folder === null ? new Map() : readApp(folder)
  const daemon = await startDaemon({
    ...options,
    providers: [provider],
    purchase: DEMO_POLICY,
    http: { port, tokens: [known], pages: createAppPages({ files, token }) },
  })
  return { ...daemon, token, hasApp: folder !== null }
}

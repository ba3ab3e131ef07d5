import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { programFile } from '../../testing/program.ts'
import { until } from '../../testing/until.ts'

const createFolder = () => mkdtempSync(join(tmpdir(), 'onesms-cli-'))
const removeFolder = (path: string) => rmSync(path, { recursive: true, force: true })

/** An empty folder for one test: nothing in it configures anything. */
export function emptyFolder(): string {
  const path = createFolder()
  onTestFinished(() => removeFolder(path))
  return path
}

let home: string | undefined
/** Where what a test file starts is at home, unless it says otherwise. */
function homeOfFile(): string {
  home ??= createFolder()
  return home
}
/** Is called when a test file ends. */
export function removeHomeOfFile(): void {
  if (home !== undefined) removeFolder(home)
  home = undefined
}

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface Onesms {
  readonly child: ChildProcess
  /** What it has written so far. */
  readonly stdout: string
  readonly stderr: string
  readonly ended: Promise<Ended>
  /** Resolves when standard error matches. */
  says(what: RegExp): Promise<void>
}

export interface StartOptions {
  /** All it sees of the environment, besides where programs are. */
  readonly environment?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** Starts the command line as users do, in another process. */
export function startOnesms(
  args: readonly string[],
  { environment = {}, cwd = homeOfFile() }: StartOptions = {},
): Onesms {
  const { PATH = '', TMPDIR } = process.env
  const child = spawn(process.execPath, [programFile('onesms'), ...args], {
    cwd,
    env: { PATH, ...(TMPDIR && { TMPDIR }), XDG_DATA_HOME: homeOfFile(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text
    })
  }
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...written }) as Ended)
  return {
    child,
    get stdout() {
      return written.stdout
    },
    get stderr() {
      return written.stderr
    },
    ended,
    says: async what => {
      await until(`${what} on standard error`, () => what.test(written.stderr) || child.exitCode !== null, 60_000)
      if (!what.test(written.stderr)) throw new Error(`ended without saying ${what}: ${written.stderr}`)
    },
  }
}

export const runOnesms = (args: readonly string[], options?: StartOptions): Promise<Ended> =>
  startOnesms(args, options).ended

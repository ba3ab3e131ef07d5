import { mkdir, mkdtemp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsup'

const source = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** What tests start as processes of their own. */
const PROGRAMS = {
  onesms: source('cli/bin.ts'),
  syncer: source('testing/syncer.ts'),
  ticker: source('testing/ticker.ts'),
  buyer: source('testing/buyer.ts'),
  seller: source('testing/seller.ts'),
  tracker: source('testing/tracker.ts'),
  soaker: source('soak/__fixtures__/soaker.ts'),
  'embedded-user': source('testing/embedded-user.ts'),
  'year-of-ticks': source('testing/year-of-ticks.ts'),
} as const

export type ProgramName = keyof typeof PROGRAMS

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the bundled programs. */
    readonly programs: string
  }
}

/**
 * Bundles the programs once per run, and answers with their folder: a process that translates the sources by itself takes
 * ten times as long to start. The folder lies where packages are found from.
 */
export async function buildPrograms(): Promise<string> {
  const cache = source('../node_modules/.cache')
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'programs-'))
  const manifest = JSON.parse(await readFile(source('../package.json'), 'utf8')) as { dependencies: object }
  await build({
    config: false,
    silent: true,
    entry: PROGRAMS,
    outDir: folder,
    format: 'esm',
    target: 'node20',
    splitting: true,
    external: Object.keys(manifest.dependencies).filter(name => !name.startsWith('@onesms/')),
    noExternal: [/^@onesms\//],
    esbuildOptions: options => {
      options.conditions = ['@onesms/source']
    },
  })
  return folder
}

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsup'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const sdk = (path: string) => fileURLToPath(new URL(`../packages/sdk/src/${path}`, import.meta.url))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onesms-bundle-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.each([
  ['whole, as a page or a worker gets it from a bundler that splits', true],
  ['in one file', false],
])('a bundle for a browser: %s', (_, splitting) => {
  it('needs no module of Node, whatever is loaded on demand', async () => {
    const outDir = join(folder, String(splitting))
    await build({
      config: false,
      silent: true,
      entry: ['index.ts', 'providers/hero-sms/index.ts', 'providers/daemon/index.ts', 'webhooks/index.ts'].map(sdk),
      outDir,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      splitting,
      noExternal: [/./],
      esbuildOptions: options => {
        options.conditions = ['@onesms/source']
      },
    })
    const files = (await readdir(outDir, { recursive: true })).filter(name => name.endsWith('.js'))
    const imported = await Promise.all(
      files.map(async name =>
        [
          ...(await readFile(join(outDir, name), 'utf8')).matchAll(/\b(?:from|import)\s*\(?\s*["']([^"'.][^"']*)["']/g),
        ].map(([, module]) => module),
      ),
    )
    expect(files.length).toBeGreaterThanOrEqual(2)
    expect(imported.flat()).toEqual([])
  })
})

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Options } from 'tsup'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import settings from '../packages/react-hooks/tsup.config.ts'

const hooks = fileURLToPath(new URL('../packages/react-hooks/', import.meta.url))

let folder: string
let files: ReadonlyMap<string, string>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onesms-hooks-'))
  const { entry, ...options } = settings as Options & { readonly entry: Readonly<Record<string, string>> }
  const sources = Object.entries(entry).map(([name, path]) => [name, join(hooks, path)])
  const external = ['react', '@tanstack/react-query', '@onesms/sdk']
  await build({
    ...options,
    external,
    tsconfig: join(hooks, 'tsconfig.json'),
    entry: Object.fromEntries(sources),
    config: false,
    dts: false,
    silent: true,
    outDir: folder,
  })
  const names = (await readdir(folder)).filter(name => name.endsWith('.js'))
  files = new Map(
    await Promise.all(names.map(async name => [name, await readFile(join(folder, name), 'utf8')] as const)),
  )
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const packagesOf = (text: string) =>
  [...text.matchAll(/\b(?:from|import)\s*\(?\s*["']([^"'.][^"']*)["']/g)].map(([, name]) => name)

describe('the hooks as they are published', () => {
  it('are for clients, as a whole and by their first line; what is read without React is for servers, too', () => {
    const forClients = [...files].filter(([, text]) => /['"]use client['"]/.test(text)).map(([name]) => name)
    expect(forClients).toEqual(['index.js'])
    expect(files.get('index.js')).toMatch(/^['"]use client['"];?\n/)
  })

  it('load nothing but what a page has already, and the queries nothing at all', () => {
    expect(new Set([...files.values()].flatMap(packagesOf))).toEqual(
      new Set(['@onesms/sdk', '@tanstack/react-query', 'react', 'react/jsx-runtime']),
    )
    const loaded = [...(files.get('queries.js') ?? '').matchAll(/from\s*["']\.\/([^"']+)["']/g)].map(
      ([, name = '']) => name,
    )
    expect(loaded.length).toBeGreaterThan(0)
    expect(['queries.js', ...loaded].flatMap(name => packagesOf(files.get(name) ?? ''))).toEqual([])
  })
})

import { existsSync, readdirSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { registry } from './registry.ts'

const folders = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
  .map(({ name }) => name)
  .filter(name => existsSync(new URL(`${name}/index.ts`, import.meta.url)))

afterEach(() => vi.unstubAllEnvs())

describe('registry', () => {
  it('holds every folder of a provider that is had by a key alone; a daemon is not', () => {
    expect(['daemon', ...registry.map(({ id }) => id)]).toEqual(folders.toSorted())
  })

  it.each(registry)('$id loads under the name and the variable it has', async ({ id, name, env, load }) => {
    const create = await load()
    expect(() => create()).toThrow(`set ${env}_API_KEY`)
    vi.stubEnv(`${env}_API_KEY`, '0123456789abcdef')
    expect(create()).toMatchObject({ spec: 1, id, name })
    expect(create({ id: 'another-account' })).toMatchObject({ id: 'another-account' })
  })

  it.each(registry)('$id exports its factory and nothing else', async ({ id, load }) => {
    expect(Object.values(await import(`./${id}/index.ts`))).toEqual([await load()])
  })

  it.each(registry)('$id is held to what every provider must do, and has a page', ({ id }) => {
    const files = readdirSync(new URL(`${id}/`, import.meta.url))
    expect(files.some(file => file.endsWith('conformance.test.ts'))).toBe(true)
    expect(existsSync(new URL(`../../../../docs/providers/${id}.md`, import.meta.url))).toBe(true)
  })
})

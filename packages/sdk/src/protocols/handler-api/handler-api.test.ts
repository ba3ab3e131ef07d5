import { describe, expect, it, vi } from 'vitest'
import { handlerApiProviders } from '../../__fixtures__/providers.ts'
import { ConfigurationError } from '../../errors/access.ts'
import { registry } from '../../providers/registry.ts'
import { classicDialect } from './dialect.ts'
import { handlerApi } from './handler-api.ts'

describe('the providers that ship with the package', () => {
  it.each(handlerApiProviders)(
    '$id stands in the registry under the name, the loader and the variable it has',
    async ({ id, provider }) => {
      const entry = registry.find(one => one.id === id) ?? expect.fail(`${id} is not in the registry`)
      expect(await entry.load()).toBe(provider)
      expect(() => provider()).toThrow(`set ${entry.env}_API_KEY`)
      vi.stubEnv(`${entry.env}_API_KEY`, '0123456789abcdef')
      expect(provider()).toMatchObject({ spec: 1, id, name: entry.name, currency: 'USD' })
      vi.unstubAllEnvs()
    },
  )

  it.each(handlerApiProviders)('T07 $id sends its key to its own hosts only', ({ provider }) => {
    const at = (baseUrl: string) => () => provider({ apiKey: '0123456789', baseUrl })
    expect(at('https://evil.test/stubs/handler_api.php')).toThrow(ConfigurationError)
    expect(at('http://127.0.0.1:8080/stubs/handler_api.php')).not.toThrow()
    expect(() => provider({ apiKey: '0123456789' })).not.toThrow()
  })
})

describe('handlerApi', () => {
  const host = {
    id: 'clone',
    name: 'Clone',
    baseUrl: 'https://clone.test/x.php',
    knownHosts: ['clone.test'],
    env: null,
    dialect: classicDialect,
  }

  it('offers operators only where the host has them', () => {
    const facet = (operators: boolean) =>
      handlerApi({ ...host, dialect: { ...classicDialect, operators } }, { apiKey: '0123456789' }).catalog
    expect(facet(true).operators).toBeTypeOf('function')
    expect('operators' in facet(false)).toBe(false)
  })

  it('maps ids only where they mean what they meant at SMS-Activate', async () => {
    const offers = (ids: 'canonical' | 'own') =>
      handlerApi(
        { ...host, dialect: { ...classicDialect, ids } },
        { apiKey: '0123456789', fetch: async () => new Response('{"187":{"tg":{"cost":1,"count":1}}}') },
      ).catalog.offers({ country: { nativeId: '187' } }, {})
    expect(await offers('canonical')).toMatchObject([
      { service: { slug: 'telegram' }, country: { iso: 'US', name: 'United States' } },
    ])
    expect(await offers('own')).toMatchObject([
      { service: { slug: null, name: 'tg' }, country: { iso: null, name: '187' } },
    ])
  })

  it('refuses a pace that is none', () => {
    for (const id of ['', 'a:b', 'Hero', 'hero sms', '-x', 'x'.repeat(65)]) {
      expect(() => handlerApi(host, { apiKey: '0123456789', id })).toThrow('provider id')
    }
    for (const requestsPerSecond of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => handlerApi(host, { apiKey: '0123456789', requestsPerSecond })).toThrow('requestsPerSecond')
    }
    expect(handlerApi(host, { apiKey: '0123456789', requestsPerSecond: 0.5 }).traits).toMatchObject({
      requestsPerSecond: 0.5,
    })
    expect(handlerApi(host, { apiKey: '0123456789' }).traits).toMatchObject({ requestsPerSecond: 3 })
  })
})

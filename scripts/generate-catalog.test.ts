import { describe, expect, it } from 'vitest'
import { directoryCountries, directoryServices } from '../packages/sdk/src/catalog/directory.generated.ts'
import { alternateCountryIds, countryIds, serviceIds } from '../packages/sdk/src/protocols/handler-api/ids.generated.ts'
import * as fiveSim from '../packages/sdk/src/providers/five-sim/ids.generated.ts'
import { wireCountries, wireServices } from '../packages/sdk/src/testing/emulators/handler-api/directory.generated.ts'
import {
  type CatalogData,
  type CountryEntry,
  generate,
  readCatalog,
  type ServiceEntry,
  staleFiles,
  violations,
} from './generate-catalog.ts'

const data = readCatalog()
const services = data.services.services
const countries = data.countries.countries

const withServices = (rows: readonly ServiceEntry[]): CatalogData => ({
  ...data,
  services: { ...data.services, services: rows },
})
const withService = (slug: string, change: Partial<ServiceEntry>) =>
  withServices(services.map(entry => (entry.slug === slug ? { ...entry, ...change } : entry)))
const withCountry = (iso: string, change: Partial<CountryEntry>): CatalogData => ({
  ...data,
  countries: {
    ...data.countries,
    countries: countries.map(entry => (entry.iso === iso ? { ...entry, ...change } : entry)),
  },
})

describe('the data', () => {
  it('obeys its rules', () => {
    expect(violations(data)).toEqual([])
  })

  it('is what the generated files were written from', () => {
    expect(staleFiles(generate(data))).toEqual([])
  })

  it('makes every file stale that it no longer gives', () => {
    const renamed = generate(withService('zoho', { name: "Zoho's" }))
    expect(staleFiles(renamed)).toEqual(['packages/sdk/src/catalog/directory.generated.ts'])
  })
})

describe('a violation names its entry', () => {
  it.each([
    ['a lost row', withServices(services.slice(1)), ['services.json: 299 services instead of 300']],
    [
      'a slug',
      withService('zomato', { slug: 'Zomato' }),
      ['services.json: Zomato: repeated or out of order', 'services.json: Zomato: the slug is not kebab-case'],
    ],
    ['a repeated slug', withService('zomato', { slug: 'zoho' }), ['services.json: zoho: repeated or out of order']],
    ['an empty name', withService('zoho', { name: '' }), ['services.json: zoho: has no name']],
    ['a category', withService('zoho', { category: 'mail' }), ["services.json: zoho: unknown category 'mail'"]],
    ['a source', withService('zoho', { source: 'rumour' }), ["services.json: zoho: unknown source 'rumour'"]],
    [
      'an id no list has',
      withService('zoho', { ids: { 'handler-api': 'zzzz' } }),
      ["services.json: zoho: handler-api id 'zzzz' is unknown or taken"],
    ],
    [
      'an id twice',
      withService('zomato', { ids: { 'handler-api': 'zh' } }),
      ["services.json: zomato: handler-api id 'zh' is unknown or taken"],
    ],
    [
      'the whole number',
      withService('zoho', { ids: { 'handler-api': 'full' } }),
      ["services.json: zoho: handler-api id 'full' is unknown or taken"],
    ],
    [
      'no id',
      withService('zoho', { ids: {} }),
      ["services.json: zoho: handler-api id 'undefined' is unknown or taken"],
    ],
    [
      'an ISO code',
      withCountry('ZW', { iso: 'ZWE' }),
      ['countries.json: ZWE: the ISO code is not two capitals', "countries.json: ZWE: handler-api id '96' is ZW +263"],
    ],
    ['a dial code', withCountry('ZW', { dialCode: '264' }), ["countries.json: ZW: handler-api id '96' is ZW +263"]],
    [
      'swapped Congos',
      withCountry('CD', { ids: { 'handler-api': '150' } }),
      [
        "countries.json: CD: handler-api id '150' is CG +242",
        "countries.json: CG: handler-api id '150' is unknown or taken",
        'handler-api.json: country 18 (DR Congo) is in no entry',
      ],
    ],
    [
      "a provider's own id twice",
      withService('zoho', { ids: { 'handler-api': 'zh', 'five-sim': 'zomato' } }),
      ["services.json: zomato: id 'zomato' is malformed or taken"],
    ],
    [
      "a provider's own id that is none",
      withCountry('ZW', { ids: { 'handler-api': '96', 'five-sim': 'zim babwe' } }),
      ["countries.json: ZW: id 'zim babwe' is malformed or taken"],
    ],
    [
      'a forgotten alternate',
      withCountry('US', { alternates: { 'handler-api': ['12'] } }),
      ['handler-api.json: country 1001 (United States (VIP)) is in no entry'],
    ],
  ])('%s', (_, broken, expected) => {
    expect(violations(broken)).toEqual(expected)
  })
})

describe('the generated tables', () => {
  it('give back every id of the data', () => {
    expect({ ...serviceIds }).toEqual(Object.fromEntries(services.map(({ slug, ids }) => [slug, ids['handler-api']])))
    expect({ ...countryIds }).toEqual(Object.fromEntries(countries.map(({ iso, ids }) => [iso, ids['handler-api']])))
    expect({ ...alternateCountryIds }).toEqual({ 12: 'US', 1001: 'US', 1003: 'BM' })
  })

  it('hold the well-known codes', () => {
    expect(serviceIds).toMatchObject({ telegram: 'tg', whatsapp: 'wa', wechat: 'wb', discord: 'ds', 'any-other': 'ot' })
    expect(serviceIds).toMatchObject({ instagram: 'ig', facebook: 'fb', vk: 'vk', x: 'tw', tiktok: 'lf', tinder: 'oi' })
    expect(serviceIds).toMatchObject({ google: 'go', microsoft: 'mm', amazon: 'am', apple: 'wx' })
    expect(serviceIds).toMatchObject({ openai: 'dr', claude: 'acz' })
    expect(countryIds).toMatchObject({ RU: '0', US: '187', BM: '195', CD: '18', CG: '150', NE: '139', BT: '158' })
  })

  it("give back a provider's own ids, and nothing for what nobody has mapped", () => {
    const own = (entries: readonly (readonly [string, Readonly<Record<string, string>>])[]) =>
      Object.fromEntries(entries.flatMap(([key, ids]) => (ids['five-sim'] ? [[key, ids['five-sim']]] : [])))
    expect({ ...fiveSim.serviceIds }).toEqual(own(services.map(({ slug, ids }) => [slug, ids])))
    expect({ ...fiveSim.countryIds }).toEqual(own(countries.map(({ iso, ids }) => [iso, ids])))
    expect(fiveSim.serviceIds).toMatchObject({ telegram: 'telegram', x: 'twitter', 'any-other': 'other' })
    expect(fiveSim.countryIds).toMatchObject({ GB: 'england', US: 'usa', GF: 'frenchguiana', FR: 'france' })
    expect(fiveSim.countryIds['CG']).toBeUndefined()
  })

  it('know nothing of Object.prototype', () => {
    for (const table of [serviceIds, countryIds, alternateCountryIds, fiveSim.serviceIds, fiveSim.countryIds]) {
      expect(table['constructor']).toBeUndefined()
    }
  })

  it('give back every row of the directories', () => {
    expect(directoryServices).toEqual(services.map(({ slug, name, category }) => ({ slug, name, category })))
    expect(directoryCountries).toEqual(countries.map(({ iso, name, dialCode }) => ({ iso, name, dialCode })))
    expect(wireServices).toEqual(data.handlerApi.services)
    expect(wireCountries).toEqual(data.handlerApi.countries)
  })
})

import {
  type CatalogFacet,
  ConfigurationError,
  type CountryRef,
  resolveReference,
  type ServiceRef,
} from '@onesms/sdk/provider-kit'
import { countries, countryOf, serviceOf, services } from './ids.ts'
import type { Parts } from './line.ts'
import { type PriceRow, readNames, readPrices } from './schemas.ts'

/** What the vendor sells. */
export function createCatalog({ line, provider, currency }: Parts): CatalogFacet {
  const serviceId = (reference: ServiceRef) =>
    resolveReference('service', reference, services, { provider, operation: 'catalog.offers' })
  const countryId = (reference: CountryRef) =>
    resolveReference('country', reference, countries, { provider, operation: 'catalog.offers' })

  return {
    services: async call =>
      (await line.read('catalog.services', ['services'], readNames, call)).map(({ id, name }) => serviceOf(id, name)),

    countries: async call =>
      (await line.read('catalog.countries', ['countries'], readNames, call)).map(({ id, name }) => countryOf(id, name)),

    offers: async ({ service, country }, call) => {
      if (service === undefined && country === undefined) {
        throw new ConfigurationError('offers need a service or a country', {
          provider,
          operation: 'catalog.offers',
          hint: 'For everything at once use catalog.scan.',
        })
      }
      const query = {
        service: service === undefined ? undefined : serviceId(service),
        country: country === undefined ? undefined : countryId(country),
      }
      const rows = await line.read('catalog.offers', ['prices'], readPrices, call, query)
      return rows.map(row => ({
        provider,
        kind: 'activation',
        operator: null,
        supplier: null,
        successRate: null,
        service: serviceOf(row.service),
        country: countryOf(row.country),
        price: { amount: row.price, currency },
        stock: row.stock,
      }))
    },

    async *scan({ countries: wanted }, call) {
      const ids = wanted?.map(countryId) ?? null
      const readAll = (json: unknown, bytes: number) => {
        const rows = readPrices(json)
        return rows && { rows, bytes }
      }
      const { rows, bytes } = await line.read('catalog.scan', ['prices'], readAll, call)
      const byCountry = new Map<string, PriceRow[]>()
      for (const row of rows) byCountry.set(row.country, [...(byCountry.get(row.country) ?? []), row])
      const asked = ids ?? [...byCountry.keys()]
      const found = asked.flatMap(country => {
        const own = byCountry.get(country)
        return own ? [{ country, own }] : []
      })
      for (const { country, own } of found) {
        yield {
          kind: 'offers',
          provider,
          country,
          currency,
          operator: null,
          supplier: null,
          service: own.map(row => row.service),
          price: own.map(row => row.price),
          stock: own.map(row => row.stock),
        }
      }
      const missing = asked.filter(country => !byCountry.has(country))
      return {
        requests: 1,
        bytes,
        rows: found.reduce((sum, { own }) => sum + own.length, 0),
        problems: { price: 0, stock: 0, id: 0, duplicate: 0, zeroPrice: 0, caseVariant: 0 },
        missing,
        partial: missing.length * 5 > asked.length,
      }
    },
  }
}

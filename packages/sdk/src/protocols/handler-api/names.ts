import { noReferences, type ReferenceTable, referenceTable } from '../../catalog/reference-table.ts'
import type { Country, Service } from '../../provider/catalog.ts'
import type { HandlerApiDialect } from './dialect.ts'
import { alternateCountryIds, countryIds, serviceIds } from './ids.generated.ts'

/** How a host's ids and ours translate into each other. */
export interface Names {
  readonly services: ReferenceTable
  readonly countries: ReferenceTable
  /** Without a `name` the one that was told last stands in, else the best that is known. */
  service(nativeId: string, name?: string): Service
  country(nativeId: string, name?: string): Country
}

/** The shared table for hosts that kept SMS-Activate's ids, nothing for the others: nobody guesses. */
export function createNames(ids: HandlerApiDialect['ids']): Names {
  const services = ids === 'canonical' ? referenceTable(serviceIds) : noReferences
  const countries = ids === 'canonical' ? referenceTable(countryIds, alternateCountryIds) : noReferences
  return {
    services,
    countries,
    service: remembered((nativeId, name) => {
      const slug = services.codeOf(nativeId) ?? null
      return { slug, nativeId, name: name ?? slug ?? nativeId }
    }),
    country: remembered((nativeId, name) => {
      const iso = countries.codeOf(nativeId) ?? null
      return { iso, nativeId, name: name ?? (iso ? englishName(iso) : nativeId) }
    }),
  }
}

/** Lists tell names, prices only ids: what a list told is kept, so that rows of prices can carry it. */
function remembered<T>(create: (nativeId: string, name?: string) => T): (nativeId: string, name?: string) => T {
  const known = new Map<string, T>()
  return (nativeId, name) => {
    const before = name === undefined ? known.get(nativeId) : undefined
    if (before !== undefined) return before
    const made = create(nativeId, name)
    known.set(nativeId, made)
    return made
  }
}

let regionNames: Intl.DisplayNames | undefined

function englishName(iso: string): string {
  regionNames ??= new Intl.DisplayNames('en', { type: 'region' })
  return regionNames.of(iso) ?? iso
}

import { type ReferenceTable, referenceTable } from '../../catalog/reference-table.ts'
import { resolveReference } from '../../catalog/resolve.ts'
import { ConfigurationError } from '../../errors/access.ts'
import type { Country, Operator, Service } from '../../provider/catalog.ts'
import type { CountryRef, ServiceRef } from '../../provider/references.ts'
import { countryIds, serviceIds } from './ids.generated.ts'

/** How the host's ids and ours translate into each other. */
export interface Names {
  readonly services: ReferenceTable
  readonly countries: ReferenceTable
  service(nativeId: string): Service
  /** Without a `name` the one that was told last stands in, else the id. */
  country(nativeId: string, name?: string): Country
}

export function createNames(): Names {
  const services = referenceTable(serviceIds)
  const countries = referenceTable(countryIds)
  const told = new Map<string, string>()
  return {
    services,
    countries,
    service: nativeId => ({ slug: services.codeOf(nativeId) ?? null, nativeId, name: nativeId }),
    country: (nativeId, name) => {
      if (name !== undefined) told.set(nativeId, name)
      return { iso: countries.codeOf(nativeId) ?? null, nativeId, name: told.get(nativeId) ?? nativeId }
    },
  }
}

/** A network; `any` is the word for no choice. The host writes the same one in lower case and with a capital. */
export function toOperator(nativeId: string | null): Operator | null {
  return nativeId === null ? null : { nativeId, name: nativeId }
}

interface Place {
  readonly provider: string
  readonly names: Names
}

/**
 * The host's own id behind a reference, fit to stand in a path.
 * @throws {@link UnknownReferenceError}; {@link ConfigurationError} for what is no id of one thing.
 */
export function resolveId(
  kind: 'service' | 'country',
  reference: ServiceRef | CountryRef,
  { provider, names }: Place,
  operation: string,
): string {
  const table = kind === 'service' ? names.services : names.countries
  const id = resolveReference(kind, reference, table, { provider, operation })
  if (isOneThing(id)) return id
  throw new ConfigurationError(`${kind} ${JSON.stringify(id)} is not an id of one ${kind}`, { provider, operation })
}

/** `any` stands for whatever the host likes, and a segment of dots walks up the path. */
function isOneThing(id: string): boolean {
  return id !== 'any' && !/^\.+$/.test(id)
}

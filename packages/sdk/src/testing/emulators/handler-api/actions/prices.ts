import { type Reply, written } from '../../reply.ts'
import type { EmulatorOffer } from '../catalog/view.ts'
import type { Action } from '../dialect.ts'
import { askedCountries, askedServices } from '../filter.ts'
import { entry, object } from '../json-text.ts'
import type { Scene } from '../scene.ts'

/** A host's way of writing price tables, countries outside and services inside. */
export interface PriceTable {
  /** The action's name, under which the unfiltered table is kept. */
  readonly name: string
  /** JSON of one offer. */
  leaf(offer: EmulatorOffer, scene: Scene): string
  /** The answer when nothing matches. */
  readonly nothing: Reply
  readonly badService: Reply
  readonly badCountry: Reply
  /** Entries after the last country, for what cannot be bought; only in the table of all countries and services. */
  oddities?(scene: Scene): readonly string[]
}

/**
 * The action that writes such a table. It is written as text: a code such as `__proto__` stays a key like any other, a
 * row may come twice, and 400,000 rows need no tree of objects.
 */
export function priceTable(table: PriceTable): Action {
  return (scene, query) => {
    const countries = askedCountries(scene.catalog, query.get('country'))
    if (!countries) return table.badCountry
    if (!askedServices(scene.catalog, query.get('service'))) return table.badService
    const service = query.get('service') || undefined
    if (service || query.get('country')) {
      const entries = countryEntries(table, scene, countries, service)
      return entries.length > 0 ? written(object(entries)) : table.nothing
    }
    return written(scene.remember(table.name, () => encode(fullTable(table, scene))))
  }
}

function countryEntries(
  table: PriceTable,
  scene: Scene,
  countries: readonly { id: string }[],
  service?: string,
): string[] {
  return countries.flatMap(({ id }) => {
    const rows = scene.catalog.offersOf(id, service).map(offer => entry(offer.service, table.leaf(offer, scene)))
    return rows.length > 0 ? [entry(id, object(rows))] : []
  })
}

const fullTable = (table: PriceTable, scene: Scene) =>
  object([...countryEntries(table, scene, scene.catalog.countries), ...(table.oddities?.(scene) ?? [])])

const encode = (body: string) => new TextEncoder().encode(body)

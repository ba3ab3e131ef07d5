import type { CatalogView, EmulatorCountry, EmulatorService } from './catalog/view.ts'
import { wireCountries } from './directory.generated.ts'

const canonical: ReadonlySet<string> = new Set(wireCountries.map(country => String(country.id)))

/**
 * The countries a `country` parameter asks for: all without one, none for an id of the canonical list that this host
 * does not sell, and `null` for anything that is no country at all.
 */
export function askedCountries(catalog: CatalogView, asked: string | null): readonly EmulatorCountry[] | null {
  if (!asked) return catalog.countries
  const country = catalog.countries.find(({ id }) => id === asked)
  if (country) return [country]
  return canonical.has(asked) ? [] : null
}

/** The services a `service` parameter asks for: all without one, `null` for a code the host does not list. */
export function askedServices(catalog: CatalogView, asked: string | null): readonly EmulatorService[] | null {
  if (!asked) return catalog.services
  const service = catalog.services.find(({ code }) => code === asked)
  return service ? [service] : null
}

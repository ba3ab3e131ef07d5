import { wholeSize } from '../../whole-size.ts'
import { MAGIC_PRICE, magicServices } from '../activations/magic.ts'
import type { Dialect } from '../dialect.ts'
import { wireCountries } from '../directory.generated.ts'
import { createCatalog, type EmulatorCatalog } from './catalog.ts'
import { FULL_SERVICES, listCountries, listServices } from './population.ts'

/** How much an emulator sells. */
export interface CatalogSize {
  /** Services listed, the most wanted first. Default 2,246. */
  readonly services?: number
  /** Countries sold, the most wanted first. Default: all of the host's, 195 at HeroSMS. */
  readonly countries?: number
  /** Offers a country has on average. Default: 92 of 100 services, 2,060 of 2,246. */
  readonly offersPerCountry?: number
}

const MOST_SERVICES = 10_000

/**
 * A catalog of that size, the same for the same seed, with the magic services behind the others where they are wanted.
 * Throws a RangeError for a size the host cannot have.
 */
export function createCatalogOfSize(
  { sells, ladder }: Pick<Dialect, 'sells' | 'ladder'>,
  size: CatalogSize,
  seed: number,
  magic = false,
): EmulatorCatalog {
  const sold = wireCountries.filter(sells)
  const services = wholeSize('services', size.services ?? FULL_SERVICES, MOST_SERVICES)
  const countries = wholeSize('countries', size.countries ?? sold.length, sold.length)
  const usual = Math.round((services * 2_060) / FULL_SERVICES)
  const offersPerCountry = wholeSize('offersPerCountry', size.offersPerCountry ?? usual, services)
  const further = magic ? magicServices : []
  const catalog = createCatalog({
    services: listServices(services, seed),
    further: further.map(({ code, name }) => ({ code, name })),
    countries: listCountries(sold, countries),
    offersPerCountry,
    ladder,
    seed,
  })
  for (const { id } of catalog.countries) {
    for (const { code, stock } of further) catalog.setOffer(id, code, { price: MAGIC_PRICE, stock, flat: true })
  }
  return catalog
}

import { MAGIC_PRICE, magicServices } from '../../handler-api/activations/magic.ts'
import type { CatalogSize } from '../../handler-api/catalog/size.ts'
import { wholeSize } from '../../whole-size.ts'
import { createCatalog, type FiveSimCatalog } from './catalog.ts'
import { ALL_COUNTRIES, ALL_PRODUCTS, slugCountries, slugProducts } from './slugs.ts'

/** What the host lists today, roughly: 9 MB of prices. */
const USUAL = { products: 900, countries: 176, share: 0.35 }

/**
 * A catalog of that size, the same for the same seed, with the magic products behind the others where they are wanted.
 * Throws a RangeError for a size the host cannot have.
 */
export function createCatalogOfSize(size: CatalogSize, seed: number, magic: boolean): FiveSimCatalog {
  const products = wholeSize('services', size.services ?? USUAL.products, ALL_PRODUCTS)
  const countries = wholeSize('countries', size.countries ?? USUAL.countries, ALL_COUNTRIES)
  const usual = Math.max(1, Math.round(products * USUAL.share))
  const offersPerCountry = wholeSize('offersPerCountry', size.offersPerCountry ?? usual, products)
  const further = magic ? magicServices : []
  const catalog = createCatalog({
    products: slugProducts(products),
    further: further.map(({ code, name }) => ({ code, name })),
    countries: slugCountries(countries),
    offersPerCountry,
    seed,
  })
  for (const { id } of catalog.countries) {
    for (const { code, stock } of further) catalog.setOffer(id, code, { price: MAGIC_PRICE, stock, flat: true })
  }
  return catalog
}

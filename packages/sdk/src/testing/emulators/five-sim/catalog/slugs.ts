import { magicServices } from '../../handler-api/activations/magic.ts'
import { FULL_SERVICES, listCountries, listServices } from '../../handler-api/catalog/population.ts'
import type { EmulatorCountry, EmulatorService } from '../../handler-api/catalog/view.ts'
import { wireCountries } from '../../handler-api/directory.generated.ts'

/** Countries whose slug is not their name without blanks. */
const COUNTRIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    US: 'usa',
    GB: 'england',
    CD: 'dcongo',
    CG: 'congo',
    CZ: 'czech',
    MO: 'macau',
    BA: 'bih',
    TT: 'tit',
    SV: 'salvador',
    SZ: 'swaziland',
    TL: 'easttimor',
    BT: 'bhutane',
    DO: 'dominicana',
    AE: 'uae',
    VC: 'saintvincentandgrenadines',
    CF: 'caf',
    GF: 'frenchguiana',
  }),
)

/** Products whose slug is not the first word of their name. */
const PRODUCTS: ReadonlyMap<string, string> = new Map([
  ['ot', 'other'],
  ['vk', 'vkontakte'],
  ['ok', 'odnoklassniki'],
  ['me', 'line'],
  ['ym', 'youlamailru'],
  ['ka', 'shopee'],
  ['go', 'google'],
])

/** One row of the directory for each country of the world: the others are second ids of the same. */
const once = wireCountries.filter(({ id }) => id !== 12 && id < 1_000)

export const ALL_COUNTRIES = once.length

/** The `size` most wanted countries, by slug. */
export const slugCountries = (size: number): EmulatorCountry[] =>
  listCountries(once, size)
    .map(country => ({
      ...country,
      id: COUNTRIES.get(country.iso) ?? squeezed(nameOf(country)),
      name: nameOf(country),
    }))
    .sort((left, right) => (left.id < right.id ? -1 : 1))

const names = new Map(once.map(({ id, name }) => [String(id), name]))
const nameOf = ({ id, iso }: EmulatorCountry) => (iso === 'GB' ? 'England' : (names.get(id) ?? id))

const squeezed = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')

const allProducts = listProducts()

export const ALL_PRODUCTS = allProducts.length

/** The `size` most wanted products, most wanted first, by slug. */
export const slugProducts = (size: number): EmulatorService[] => allProducts.slice(0, size)

function listProducts(): EmulatorService[] {
  const taken = new Set(['any', '3hours', '1day', '10days', '1month', ...magicServices.map(({ code }) => code)])
  const products: EmulatorService[] = []
  for (const { code, name } of listServices(FULL_SERVICES, 1)) {
    const slug = PRODUCTS.get(code) ?? squeezed(name.split(/[/,+|(]/)[0] ?? '')
    if (slug.length < 2 || taken.has(slug)) continue
    taken.add(slug)
    products.push({ code: slug, name })
  }
  return products
}

import type { FaultTable } from '../../../faults/fault-plan.ts'
import { fromMicros, toMicros } from '../catalog/decimal.ts'
import type { CatalogView, EmulatorOffer } from '../catalog/view.ts'
import type { Spelling } from '../scene.ts'

/** Faults of what the host lists: it answers in good form, from a catalog that is wrong. Kind → details. */
export interface CatalogFaults {
  /** Every second country is gone. */
  readonly 'half-countries': unknown
  /** One country is gone, the first by default. */
  readonly 'missing-country': { readonly country?: string }
  /** All stock is zero. */
  readonly 'zero-stock': unknown
  /** All prices times `factor`, 100 by default. */
  readonly 'price-factor': { readonly factor?: number }
  /** Services with the codes `__proto__`, `constructor` and `toString`, seven numbers each in every country. */
  readonly 'hostile-codes': unknown
  /** The first three services once more under their codes in capitals, at another price. */
  readonly 'case-variants': unknown
  /** The first offer of every country comes twice, the second time with one number more. */
  readonly 'duplicate-keys': unknown
  /** Every second count is one of `"12abc"`, `""`, `-5`, `1.5`, `1e400`, `true`, `"1 200"`, in turn. */
  readonly 'garbage-counts': unknown
  /** Every second price is one of `"1,20"`, `"$1"`, `-1`, `1e-9`, in turn. */
  readonly 'garbage-prices': unknown
}

/** What such a fault alters. */
interface CatalogScene {
  readonly catalog: CatalogView
  readonly spelling: Spelling
}

const HOSTILE = ['__proto__', 'constructor', 'toString']

const altered = (change: (catalog: CatalogView) => Partial<CatalogView>) => ({
  scene: <S extends CatalogScene>(scene: S): S => ({
    ...scene,
    catalog: { ...scene.catalog, ...change(scene.catalog) },
  }),
})

const respelled = (change: () => Partial<Spelling>) => ({
  scene: <S extends CatalogScene>(scene: S): S => ({ ...scene, spelling: { ...scene.spelling, ...change() } }),
})

/** Another list of offers for every country, narrowed to the service that is asked for. */
const withOffers = (
  catalog: CatalogView,
  change: (offers: readonly EmulatorOffer[], country: string) => EmulatorOffer[],
) => ({
  offersOf(country: string, service?: string) {
    const offers = change(catalog.offersOf(country), country)
    return service === undefined ? offers : offers.filter(offer => offer.service === service)
  },
})

const withoutCountries = (catalog: CatalogView, keep: (index: number, id: string) => boolean) => {
  const countries = catalog.countries.filter(({ id }, index) => keep(index, id))
  const left = new Set(countries.map(({ id }) => id))
  return { countries, ...withOffers(catalog, (offers, country) => (left.has(country) ? [...offers] : [])) }
}

/** Every second literal replaced by the next of `values`. */
const garbled = (values: readonly string[]) => {
  let row = 0
  return (literal: string) => {
    row += 1
    return row % 2 === 0 ? literal : (values[((row - 1) / 2) % values.length] ?? literal)
  }
}

/** The first three services in capitals, at twice the price. */
function inCapitals(catalog: CatalogView): Partial<CatalogView> {
  const chosen = catalog.services.slice(0, 3)
  const codes = new Set(chosen.map(({ code }) => code))
  const variant = (offer: EmulatorOffer) => ({
    ...offer,
    service: offer.service.toUpperCase(),
    price: times(offer.price, 2),
  })
  return {
    services: [...catalog.services, ...chosen.map(({ code, name }) => ({ code: code.toUpperCase(), name }))],
    ...withOffers(catalog, all => [...all, ...all.filter(({ service }) => codes.has(service)).map(variant)]),
  }
}

const times = (price: string, factor: number) => fromMicros(Math.round(toMicros(price) * factor))

export const catalogFaults = <S extends CatalogScene>(): FaultTable<CatalogFaults, S> => ({
  'half-countries': () => altered(catalog => withoutCountries(catalog, index => index % 2 === 0)),
  'missing-country': ({ country }) =>
    altered(catalog => {
      const gone = country ?? catalog.countries[0]?.id
      return withoutCountries(catalog, (_, id) => id !== gone)
    }),
  'zero-stock': () => altered(catalog => withOffers(catalog, all => all.map(offer => ({ ...offer, stock: 0 })))),
  'price-factor': ({ factor = 100 }) =>
    altered(catalog => withOffers(catalog, all => all.map(offer => ({ ...offer, price: times(offer.price, factor) })))),
  'hostile-codes': () =>
    altered(catalog => ({
      services: [...catalog.services, ...HOSTILE.map(code => ({ code, name: code }))],
      ...withOffers(catalog, (all, country) => [
        ...all,
        ...HOSTILE.map(service => ({ country, service, price: '0.5', stock: 7 })),
      ]),
    })),
  'case-variants': () => altered(inCapitals),
  'duplicate-keys': () =>
    altered(catalog =>
      withOffers(catalog, all => [...all, ...all.slice(0, 1).map(offer => ({ ...offer, stock: offer.stock + 1 }))]),
    ),
  'garbage-counts': () =>
    respelled(() => ({ count: garbled(['"12abc"', '""', '-5', '1.5', '1e400', 'true', '"1 200"']) })),
  'garbage-prices': () => respelled(() => ({ price: garbled(['"1,20"', '"$1"', '-1', '1e-9']) })),
})

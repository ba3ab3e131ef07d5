import { json } from '../../reply.ts'
import { createRandom, seedOf } from '../catalog/random.ts'
import type { EmulatorCountry } from '../catalog/view.ts'
import type { Action } from '../dialect.ts'

/** A row of getCountries: the names in three languages, and whatever flags the host adds. */
export type CountryRow = Readonly<Record<string, string | number | null>>

const russian = new Intl.DisplayNames('ru', { type: 'region' })
const chinese = new Intl.DisplayNames('zh', { type: 'region' })

/** The names of a country as the hosts give them. */
export const names = ({ iso, name }: Pick<EmulatorCountry, 'iso' | 'name'>) => ({
  rus: russian.of(iso) ?? name,
  eng: name,
  chn: chinese.of(iso) ?? name,
})

/** 1 for about `share` of the countries, 0 for the others, always the same. */
export const flag = (name: string, { id }: { readonly id: string }, share: number): 0 | 1 =>
  createRandom(seedOf('flag', name, id))() < share ? 1 : 0

/** An object of rows by id, and rows that are listed although nothing is sold there. */
export function countriesById(
  row: (country: EmulatorCountry) => CountryRow,
  unsold: Readonly<Record<string, CountryRow>> = {},
): Action {
  return ({ catalog }) => json({ ...Object.fromEntries(catalog.countries.map(one => [one.id, row(one)])), ...unsold })
}

/** An array of rows. */
export function countriesInOrder(row: (country: EmulatorCountry) => CountryRow): Action {
  return ({ catalog }) => json(catalog.countries.map(row))
}

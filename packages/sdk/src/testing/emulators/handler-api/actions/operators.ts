import { json, type Reply } from '../../reply.ts'
import type { Action } from '../dialect.ts'
import { askedCountries } from '../filter.ts'

/** Networks by country, `any` ahead of them; a country without known networks is not found. */
export function operatorsByCountry(notFound: Reply): Action {
  return ({ catalog }, query) => {
    const found = (askedCountries(catalog, query.get('country')) ?? [])
      .map(({ id }) => [id, catalog.operatorsOf(id)] as const)
      .filter(([, operators]) => operators.length > 0)
    if (found.length === 0) return notFound
    return json({
      status: 'success',
      countryOperators: Object.fromEntries(found.map(([id, all]) => [id, ['any', ...all]])),
    })
  }
}

/** A host that answers the question but knows no networks: an empty list, by country where the country is one. */
export const noOperators: Action = ({ catalog }, query) => {
  const asked = query.get('country') ?? ''
  const known = catalog.countries.some(({ id }) => id === asked)
  return json({ status: 'success', countryOperators: known ? { [asked]: [] } : [] })
}

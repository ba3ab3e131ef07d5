import { parseAmount } from '../../money/money.ts'
import { isRecord } from '../../utils/record.ts'
import type { Question } from './api.ts'
import { type CountryRow, type ProductRow, readCountries, readProducts } from './lists.ts'
import { type PriceFilter, type PriceRow, readPrices } from './prices.ts'
import { type Rows, readData, readRows } from './read-answer.ts'

/** The balance as a decimal string; it may be negative. The currency is not in the answer. */
export const getBalance: Question<string> = {
  path: ['user', 'profile'],
  size: 'order',
  read: readData(value => (isRecord(value) ? parseAmount(value['balance']) : null)),
}

/** Every country the host knows. */
export const getCountries: Question<Rows<CountryRow>> = {
  path: ['guest', 'countries'],
  size: 'table',
  read: readRows(readCountries, false),
}

/** What can be bought in one country, or with `any` in all of them together. */
export function getProducts(country: string): Question<Rows<ProductRow>> {
  return {
    path: ['guest', 'products', country, 'any'],
    named: 2,
    size: 'table',
    read: readRows(readProducts, country !== 'any'),
  }
}

/** Price, stock and success of each operator, narrowed by product, country or both. */
export function getPrices(filter: PriceFilter): Question<Rows<PriceRow>> {
  return {
    path: ['guest', 'prices'],
    query: { ...filter },
    size: 'table',
    read: readRows((value, problems) => readPrices(value, filter, problems), true),
  }
}

import { toMicros } from '../../handler-api/catalog/decimal.ts'
import { entry, object } from '../../handler-api/json-text.ts'
import { json, written } from '../../reply.ts'
import type { FiveSimView } from '../catalog/view.ts'
import type { Scene } from '../scene.ts'
import { bad } from './refusals.ts'
import type { Answer } from './request.ts'

/** `/guest/countries`: operators stand among the members of a country. The Russian name is the English one. */
export const countries: Answer = ({ catalog }) =>
  json(
    Object.fromEntries(
      catalog.countries.map(({ id, iso, dialCode, name }) => [
        id,
        {
          iso: { [iso.toLowerCase()]: 1 },
          prefix: { [`+${dialCode}`]: 1 },
          text_en: name,
          text_ru: name,
          ...Object.fromEntries(catalog.operatorsOf(id).map(operator => [operator, flags(catalog, id, operator)])),
        },
      ]),
    ),
  )

const flags = (catalog: FiveSimView, country: string, operator: string) => ({
  activation: 1,
  ...(catalog.hostingOf(country).some(offer => offer.operator === operator) && { hosting: 1 }),
})

/** `/guest/products/{country}/{operator}`: numbers in all, and the least price of one that is there. */
export const products: Answer = (scene, { params: { country = '', operator = '' } }) => {
  const { catalog } = scene
  const asked = catalog.countries.filter(({ id }) => country === 'any' || id === country)
  if (asked.length === 0) return bad('bad country')
  if (operator !== 'any' && !asked.some(({ id }) => catalog.operatorsOf(id).includes(operator)))
    return bad('bad operator')
  const rows = new Map<string, Row>()
  for (const { id } of asked) {
    for (const offer of catalog.offersOf(id)) {
      for (const lot of catalog.lotsOf(offer)) {
        if (operator === 'any' || lot.operator === operator) add(rows, offer.service, 'activation', lot)
      }
    }
    for (const offer of catalog.hostingOf(id)) {
      if (operator === 'any' || offer.operator === operator) add(rows, offer.product, 'hosting', offer)
    }
  }
  return written(object(Array.from(rows, ([product, row]) => entry(product, rowText(row, scene)))))
}

interface Row {
  readonly category: 'activation' | 'hosting'
  qty: number
  /** The least price where there is a number, or the least of all where there is none. */
  price: string
}

function add(
  rows: Map<string, Row>,
  product: string,
  category: Row['category'],
  { price, stock }: { readonly price: string; readonly stock: number },
): void {
  const row = rows.get(product)
  if (!row) rows.set(product, { category, qty: stock, price })
  else {
    const cheaper = toMicros(price) < toMicros(row.price)
    if (row.qty > 0 ? stock > 0 && cheaper : stock > 0 || cheaper) row.price = price
    row.qty += stock
  }
}

const rowText = ({ category, qty, price }: Row, { spelling }: Scene) =>
  `{"Category":"${category}","Qty":${spelling.count(String(qty))},"Price":${spelling.price(price)}}`

/** `/guest/flash/{lang}` */
export const flash: Answer = () => json({ text: '' })

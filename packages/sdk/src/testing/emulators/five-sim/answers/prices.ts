import { entry, object } from '../../handler-api/json-text.ts'
import { json, written } from '../../reply.ts'
import type { OperatorLot } from '../catalog/view.ts'
import type { Scene } from '../scene.ts'
import { bad } from './refusals.ts'
import type { Answer } from './request.ts'

/**
 * `/guest/prices`: countries outside and products inside, but the other way round where a product alone is asked for;
 * `null` where a country and a product are and it is not sold there.
 */
export const prices: Answer = (scene, { params: { country, product } }) => {
  const { catalog } = scene
  if (country && product) {
    const cells = offersOf(scene, country, product)
    return cells.length > 0 ? written(object([entry(country, object(cells))])) : json(null)
  }
  if (country) {
    if (!catalog.countries.some(({ id }) => id === country)) return bad('bad country')
    return written(object([entry(country, object(offersOf(scene, country)))]))
  }
  if (product) {
    if (!catalog.services.some(({ code }) => code === product)) return bad('bad product')
    return written(object([entry(product, object(catalog.countries.flatMap(({ id }) => row(scene, id, product))))]))
  }
  return written(
    scene.remember('prices', () =>
      new TextEncoder().encode(object(catalog.countries.map(({ id }) => entry(id, object(offersOf(scene, id)))))),
    ),
  )
}

/** Members of a country: product → operator → cell. */
const offersOf = (scene: Scene, country: string, product?: string): string[] =>
  scene.catalog
    .offersOf(country, product)
    .map(offer => entry(offer.service, operatorsText(scene, scene.catalog.lotsOf(offer))))

/** The member of a product for a country, if it is sold there. */
const row = (scene: Scene, country: string, product: string): string[] =>
  scene.catalog
    .offersOf(country, product)
    .map(offer => entry(country, operatorsText(scene, scene.catalog.lotsOf(offer))))

const operatorsText = (scene: Scene, lots: readonly OperatorLot[]) =>
  object(lots.map(lot => entry(lot.operator, cell(lot, scene))))

function cell({ price, stock, rate }: OperatorLot, { spelling }: Scene): string {
  const members = [`"cost":${spelling.price(price)}`, `"count":${spelling.count(String(stock))}`]
  if (rate !== null) members.push(`"rate":${rate}`, `"rate24":${share(rate, 95)}`, `"rate72":${share(rate, 92)}`)
  return object(members)
}

const share = (rate: number, percent: number) => Math.round(rate * percent) / 100

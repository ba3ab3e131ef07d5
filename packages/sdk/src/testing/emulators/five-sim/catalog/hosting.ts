import { fromMicros } from '../../handler-api/catalog/decimal.ts'
import { createRandom, seedOf } from '../../handler-api/catalog/random.ts'
import type { HostingOffer } from './view.ts'

/** Product → hours it lasts. */
export const HOSTING: ReadonlyMap<string, number> = new Map([
  ['3hours', 3],
  ['1day', 24],
  ['10days', 240],
  ['1month', 720],
])

const SPREAD = [1, 4, 20, 45]

/** What a country rents, all of one operator; every third country does, England in any case. */
export function generateHosting(country: string, operators: readonly string[], seed: number): HostingOffer[] {
  const random = createRandom(seedOf(seed, 'hosting', country))
  const operator = operators[Math.floor(random() * operators.length)]
  if (operator === undefined || (random() > 1 / 3 && country !== 'england')) return []
  const base = 0.2 + random()
  return Array.from(HOSTING, ([product, hours], index) => ({
    product,
    hours,
    operator,
    price: fromMicros(Math.round(base * (SPREAD[index] ?? 1) * 100) * 10_000),
    stock: 1 + Math.floor(random() * 40),
  }))
}

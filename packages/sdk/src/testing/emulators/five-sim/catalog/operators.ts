import { createRandom, sample, seedOf } from '../../handler-api/catalog/random.ts'

const OPERATORS = (
  'ee lycamobile o2 three vodafone virtual2 virtual4 virtual8 virtual12 virtual16 virtual21 virtual23 virtual26 ' +
  'virtual32 virtual34 virtual35 virtual38 virtual40 virtual47 virtual51 virtual52 virtual53 virtual58 virtual59 ' +
  'virtual60 virtual62 virtual63'
).split(' ')

/** Three to eight operators of each country, by its slug; named after networks in few places, numbered mostly. */
export const generateOperators = (
  countries: readonly { readonly id: string }[],
  seed: number,
): ReadonlyMap<string, readonly string[]> =>
  new Map(
    countries.map(({ id }) => {
      const random = createRandom(seedOf(seed, 'operators', id))
      const chosen = sample(OPERATORS.length, 3 + Math.floor(random() * 6), random)
      return [id, Array.from(chosen, index => OPERATORS[index] ?? '')]
    }),
  )

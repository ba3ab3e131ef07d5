import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type CountryFigures, countryRanks, rankCountries } from './rank-countries.ts'

const figures = (code: string, success_rate: number | null, received = 0, decided = 0): CountryFigures => ({
  code,
  success_rate,
  received,
  decided,
})
const codes = (rows: readonly CountryFigures[]) => rows.map(({ code }) => code)

it('many good numbers stand above one lucky number, and both above none', () => {
  const rows = [figures('AA', 0.99), figures('BB', null, 1, 1), figures('CC', 0.1, 80, 100), figures('DD', null)]
  expect(codes(rankCountries(rows, 'own'))).toEqual(['CC', 'BB', 'AA', 'DD'])
  expect(codes(rankCountries(rows, 'overall'))).toEqual(['AA', 'CC', 'BB', 'DD'])
})

it('twenty numbers without an SMS are no better than none, and the other rate decides', () => {
  expect(codes(rankCountries([figures('AA', null, 0, 20), figures('BB', 0.5)], 'overall'))).toEqual(['BB', 'AA'])
})

it('is one order, whatever the rows came in, and loses none', () => {
  const row = fc.record({
    code: fc.string({ minLength: 2, maxLength: 2 }),
    success_rate: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    received: fc.integer({ min: 0, max: 5 }),
    decided: fc.integer({ min: 5, max: 9 }),
  })
  fc.assert(
    fc.property(
      fc.uniqueArray(row, { selector: ({ code }) => code }),
      fc.constantFrom(...countryRanks),
      fc.infiniteStream(fc.nat()),
      (rows, by, dice) => {
        const ranked = rankCountries(rows, by)
        const shuffled = rows.map(one => [dice.next().value, one] as const).sort(([a], [b]) => a - b)
        expect(
          rankCountries(
            shuffled.map(([, one]) => one),
            by,
          ),
        ).toEqual(ranked)
        expect([...codes(ranked)].sort()).toEqual([...codes(rows)].sort())
      },
    ),
  )
})

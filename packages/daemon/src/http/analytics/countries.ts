import { z } from 'zod'
import { countryRanks, rankCountries } from '../../analytics/rank-countries.ts'
import { wilsonFloor } from '../../analytics/wilson.ts'
import { type CountryRow, readCountryFigures } from '../../db/store/read/analytics/country-figures.ts'
import { readNow } from '../../db/store/read/analytics/numbers.ts'
import { cursorOf } from '../cursor.ts'
import { oneOf, reference, storedText, wholeNumber } from '../fields.ts'
import { pageOf } from '../page.ts'
import { invalidParameter, parseQuery } from '../query.ts'
import { replyJson } from '../reply.ts'
import type { Route, RouteContext } from '../routes/route.ts'
import { codeOf } from './code-of.ts'
import { whose } from './whose.ts'
import { instant, storedInstant, windowOf } from './window.ts'

const DAYS = 30
const rank = oneOf(countryRanks)

const place = z.object({ from: storedInstant, to: storedInstant, rank, code: storedText })

export const countriesQuestion = z.object({
  service: reference,
  rank: rank.default('own'),
  from: instant.optional(),
  to: instant.optional(),
  limit: wholeNumber(1, 500, 100),
  cursor: cursorOf(place).optional(),
})

/** `GET /v1/analytics/countries`: where a service is sold, and where its numbers fare best. */
export function countriesRoute({ database, gate }: RouteContext): Route {
  return async (request, { identity }) => {
    const { service, rank, limit, cursor, from, to } = parseQuery(countriesQuestion, request.url)
    if (cursor && cursor.rank !== rank)
      throw invalidParameter('cursor', `belongs to an answer with rank=${cursor.rank}`)
    const { window, rows } = await gate(async () => {
      const code = await codeOf(database, 'service', service)
      const { from: since, to: until } = cursor ?? windowOf({ from, to }, to ?? (await readNow(database)), DAYS)
      const filter = { service: code, subject: whose(identity), from: since, to: until }
      return { window: { from: since, to: until }, rows: await readCountryFigures(database, filter) }
    })
    const ranked = rankCountries(rows, rank)
    // One that is sold no more since the page before is not there to go on after: then from the beginning.
    const start = cursor ? ranked.findIndex(({ code }) => code === cursor.code) + 1 : 0
    const page = pageOf(ranked.slice(start), limit, ({ code }) => ({ ...window, rank, code }))
    return replyJson({ ...window, ...page, data: page.data.map(formatCountry) })
  }
}

function formatCountry({ code, name, success_rate, received, decided, offers }: CountryRow) {
  const own = {
    received,
    failed: decided - received,
    success_rate: decided === 0 ? null : received / decided,
    success_floor: wilsonFloor(received, decided),
  }
  return { code, name, success_rate, own, offers }
}

import { z } from 'zod'
import { instantsOf } from '../../analytics/resample.ts'
import { seriesOf } from '../../analytics/series.ts'
import { readNow } from '../../db/store/read/analytics/numbers.ts'
import { readKnownSince, readOfferHistory } from '../../db/store/read/analytics/offer-history.ts'
import { cursorOf, encodeCursor } from '../cursor.ts'
import { oneOf, providerId, reference, wholeNumber } from '../fields.ts'
import { invalidParameter, parseQuery } from '../query.ts'
import { replyJson } from '../reply.ts'
import type { Route, RouteContext } from '../routes/route.ts'
import { checkProvider, codeOf } from './code-of.ts'
import { instant, storedInstant, windowOf } from './window.ts'

const DAY = 86_400_000
const STEPS = { '5m': 300_000, '15m': 900_000, '1h': 3_600_000, '6h': 21_600_000, '1d': DAY } as const
const steps = Object.keys(STEPS) as (keyof typeof STEPS)[]
const step = oneOf(steps)

const DAYS = 7
const MOST_CHANGES = 50_000

export const historyQuestion = z.object({
  service: reference,
  country: reference,
  provider: providerId.optional(),
  from: instant.optional(),
  to: instant.optional(),
  step: step.default('1h'),
  limit: wholeNumber(1, 1_000, 500),
  cursor: cursorOf(z.object({ from: storedInstant, to: storedInstant, step })).optional(),
})

/** `GET /v1/analytics/history`: what a service cost in a country, and how much there was of it. */
export function historyRoute({ database, gate, historyDays }: RouteContext): Route {
  return async request => {
    const { step, limit, cursor, from, to, provider, ...given } = parseQuery(historyQuestion, request.url)
    if (cursor && cursor.step !== step)
      throw invalidParameter('cursor', `belongs to an answer with step=${cursor.step}`)
    return gate(async () => {
      await checkProvider(database, provider)
      const service = await codeOf(database, 'service', given.service)
      const country = await codeOf(database, 'country', given.country)
      const now = await readNow(database)
      const window = cursor ?? windowOf({ from, to }, now, DAYS)
      const all = instantsOf({ from: window.from.getTime(), to: window.to.getTime(), step: STEPS[step] })
      const instants = all.slice(0, limit)
      const [first = 0, last = 0] = [instants[0], instants.at(-1)]
      const page = { from: new Date(first), to: new Date(last), limit: MOST_CHANGES }
      const history = await readOfferHistory(database, { service, country, provider, ...page })
      if (history.changes.length > MOST_CHANGES) throw invalidParameter('limit', 'must be less: too much has changed')
      const kept = historyDays > 0 ? now.getTime() - historyDays * DAY : 0
      const data = seriesOf(history, { instants, kept, since: await readKnownSince(database), until: now.getTime() })
      const following = all[limit]
      const next = following === undefined ? null : encodeCursor({ from: new Date(following), to: window.to, step })
      return replyJson({ service, country, step, from: window.from, to: window.to, data, next })
    })
  }
}

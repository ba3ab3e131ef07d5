import { z } from 'zod'
import { wilsonFloor } from '../../analytics/wilson.ts'
import { readNow } from '../../db/store/read/analytics/numbers.ts'
import { type OutcomeKey, type OutcomeRow, outcomeKeys, readOutcomes } from '../../db/store/read/analytics/outcomes.ts'
import { cursorOf } from '../cursor.ts'
import { providerId, reference, storedText, wholeNumber } from '../fields.ts'
import { pageOf } from '../page.ts'
import { invalidParameter, parseQuery } from '../query.ts'
import { replyJson } from '../reply.ts'
import type { Route, RouteContext } from '../routes/route.ts'
import { checkProvider, codeOf } from './code-of.ts'
import { whose } from './whose.ts'
import { instant, storedInstant, windowOf } from './window.ts'

const DAYS = 7
const keys = z.array(z.enum(outcomeKeys)).min(1).max(3)

const place = z.object({
  from: storedInstant,
  to: storedInstant,
  by: keys,
  bought: z.int().min(0),
  key: z.tuple([storedText, storedText, storedText]),
})

export const outcomesQuestion = z.object({
  by: z
    .string()
    .transform((text, context) => {
      const read = keys.safeParse(text.split(','))
      if (read.success && new Set(read.data).size === read.data.length) return read.data
      context.addIssue({ code: 'custom', message: `must be some of ${outcomeKeys.join(',')}` })
      return z.NEVER
    })
    .optional(),
  provider: providerId.optional(),
  service: reference.optional(),
  country: reference.optional(),
  from: instant.optional(),
  to: instant.optional(),
  limit: wholeNumber(1, 1_000, 100),
  cursor: cursorOf(place).optional(),
})

/** `GET /v1/analytics/outcomes` */
export function outcomesRoute({ database, gate }: RouteContext): Route {
  return async (request, { identity }) => {
    const { by = [...outcomeKeys], limit, cursor, from, to, ...given } = parseQuery(outcomesQuestion, request.url)
    if (cursor && cursor.by.join() !== by.join())
      throw invalidParameter('cursor', 'belongs to an answer by something else')
    const { window, rows } = await gate(async () => {
      await checkProvider(database, given.provider)
      const service = await codeOf(database, 'service', given.service)
      const country = await codeOf(database, 'country', given.country)
      const window = cursor ?? windowOf({ from, to }, to ?? (await readNow(database)), DAYS)
      const filter = {
        subject: whose(identity),
        provider: given.provider,
        service,
        country,
        from: window.from,
        to: window.to,
      }
      return { window, rows: await readOutcomes(database, { filter, by, after: cursor, limit: limit + 1 }) }
    })
    const times = { from: window.from, to: window.to }
    const page = pageOf(rows, limit, ({ bought, provider, service, country }) => {
      return { ...times, by, bought, key: [provider, service, country] }
    })
    return replyJson({ ...times, ...page, data: page.data.map(row => formatOutcome(row, by)) })
  }
}

function formatOutcome(
  { bought, withdrawn, open, received, p50, p90, costs, ...names }: OutcomeRow,
  by: readonly OutcomeKey[],
) {
  const decided = bought - withdrawn - open
  return {
    ...Object.fromEntries(by.map(key => [key, names[key]])),
    bought,
    withdrawn,
    open,
    received,
    failed: decided - received,
    success_rate: decided === 0 ? null : received / decided,
    success_floor: wilsonFloor(received, decided),
    first_message: p50 === null ? null : { p50, p90 },
    costs,
  }
}

import { z } from 'zod'
import { deliveryStates, readDeliveries, replayDeliveries } from '../../webhooks-out/read-deliveries.ts'
import { cursorOf } from '../cursor.ts'
import { oneOf, storedText, text, wholeNumber } from '../fields.ts'
import { pageOf } from '../page.ts'
import { Problem } from '../problem.ts'
import { parseQuery } from '../query.ts'
import { replyJson } from '../reply.ts'
import type { Route, RouteContext } from '../routes/route.ts'

export const deliveriesQuery = z.object({
  state: oneOf(deliveryStates).optional(),
  endpoint: text(64).optional(),
  limit: wholeNumber(1, 1_000, 100),
  cursor: cursorOf(z.tuple([z.literal('deliveries'), z.int().min(1), storedText])).optional(),
})

export const deliveryBody = z.object({
  id: z.int(),
  endpoint: z.string(),
  event_id: z.string(),
  type: z.string(),
  ordering_key: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  created_at: z.iso.datetime(),
  next_attempt_at: z.iso.datetime().nullable(),
  last_result: z.string().nullable(),
  settled_at: z.iso.datetime().nullable(),
})

/** `GET /v1/webhooks/deliveries`: how what is told to the team's endpoints stands, the latest first. */
export function deliveriesRoute({ database, gate }: RouteContext): Route {
  return async request => {
    const { limit, cursor, ...filter } = parseQuery(deliveriesQuery, request.url)
    const before = cursor && ([cursor[1], cursor[2]] as const)
    const rows = await gate(() => readDeliveries(database, { ...filter, before, limit: limit + 1 }))
    return replyJson(pageOf(rows, limit, ({ id, endpoint }) => ['deliveries', id, endpoint]))
  }
}

export const replayQuery = z.object({ endpoint: text(64).optional() })
export const replayBody = z.object({ event_id: z.string(), replayed: z.int() })

/** `POST /v1/webhooks/deliveries/:id/replay`: has an event told once more. */
export function replayRoute({ database, gate }: RouteContext): Route {
  return async (request, { params: { id = '' } }) => {
    const { endpoint } = parseQuery(replayQuery, request.url)
    const isId = /^evt_[0-9a-f]{32}$/.test(id)
    const replayed = isId ? await gate(() => replayDeliveries(database, id, endpoint)) : 0
    if (replayed > 0) return replyJson({ event_id: id, replayed }, { status: 202 })
    throw new Problem({ code: 'not_found', detail: 'There is no such event, or it was not for that endpoint.' })
  }
}

import { z } from 'zod'
import { readSyncLogs, runStatuses } from '../../db/store/read/sync-logs.ts'
import { jobNames } from '../../jobs/job.ts'
import { cursorOf } from '../cursor.ts'
import { oneOf, providerId, wholeNumber } from '../fields.ts'
import { pageOf } from '../page.ts'
import { parseQuery } from '../query.ts'
import { replyJson } from '../reply.ts'
import type { Route, RouteContext } from './route.ts'

const query = z.object({
  job: oneOf(jobNames).optional(),
  provider: providerId.optional(),
  status: oneOf(runStatuses).optional(),
  limit: wholeNumber(1, 1_000, 100),
  cursor: cursorOf(z.tuple([z.literal('logs'), z.int().min(1)])).optional(),
})

/** `GET /v1/sync/logs`: runs, the latest first. */
export function syncLogsRoute({ database, gate }: RouteContext): Route {
  return async request => {
    const { limit, cursor, ...filter } = parseQuery(query, request.url)
    const rows = await gate(() => readSyncLogs(database, { ...filter, before: cursor?.[1], limit: limit + 1 }))
    return replyJson(pageOf(rows, limit, ({ id }) => ['logs', id]))
  }
}

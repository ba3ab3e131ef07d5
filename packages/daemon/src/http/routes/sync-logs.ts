import { z } from 'zod'
import { readSyncLogs, runStatuses } from '../../db/store/read/sync-logs.ts'
import { jobNames } from '../../jobs/job.ts'
import { cursorOf } from '../cursor.ts'
import { oneOf, providerId, wholeNumber } from '../fields.ts'
import { pageOf, pageSchema } from '../page.ts'
import { parseQuery } from '../query.ts'
import { replyJson } from '../reply.ts'
import type { Route, RouteContext, RouteDoc } from './route.ts'

const query = z.object({
  job: oneOf(jobNames).optional(),
  provider: providerId.optional(),
  status: oneOf(runStatuses).optional(),
  limit: wholeNumber(1, 1_000, 100),
  cursor: cursorOf(z.tuple([z.literal('logs'), z.int().min(1)])).optional(),
})

const run = z.object({
  id: z.int(),
  job: z.string(),
  provider: z.string().describe('`*` where it is about the whole database'),
  trigger: z.enum(['schedule', 'manual']),
  status: z.enum(runStatuses),
  started_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
  requests: z.int(),
  bytes: z.int(),
  rows_read: z.int(),
  rows_written: z.int(),
  reason: z.string().nullable().describe('Why it did not succeed'),
  details: z.looseObject({}).describe('Its figures, other for each job; `guard` where one refused'),
})

export const syncLogsDoc: RouteDoc = {
  tag: 'Sync',
  summary: 'Runs, the latest first',
  query,
  replies: { 200: { description: 'A page of runs', body: pageSchema(run) } },
}

/** `GET /v1/sync/logs`: runs, the latest first. */
export function syncLogsRoute({ database, gate }: RouteContext): Route {
  return async request => {
    const { limit, cursor, ...filter } = parseQuery(query, request.url)
    const rows = await gate(() => readSyncLogs(database, { ...filter, before: cursor?.[1], limit: limit + 1 }))
    return replyJson(pageOf(rows, limit, ({ id }) => ['logs', id]))
  }
}

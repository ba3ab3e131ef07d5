import { z } from 'zod'
import { readSyncLogs, runStatuses, type SyncLogRow } from '../../db/store/read/sync-logs.ts'
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
  reason: z.string().nullable().describe('Why it did not succeed; of `invariants` only to the scope `admin`'),
  details: z
    .looseObject({})
    .describe(
      'Its figures, other for each job; `guard` where one refused. Of `invariants` all else only to the scope `admin`',
    ),
})

export const syncLogsDoc: RouteDoc = {
  tag: 'Sync',
  summary: 'Runs, the latest first',
  query,
  replies: { 200: { description: 'A page of runs', body: pageSchema(run) } },
}

/** `GET /v1/sync/logs`: runs, the latest first. */
export function syncLogsRoute({ database, gate }: RouteContext): Route {
  return async (request, { identity }) => {
    const { limit, cursor, ...filter } = parseQuery(query, request.url)
    const rows = await gate(() => readSyncLogs(database, { ...filter, before: cursor?.[1], limit: limit + 1 }))
    const page = pageOf(rows, limit, ({ id }) => ['logs', id])
    return replyJson(identity?.scopes.has('admin') ? page : { ...page, data: page.data.map(withoutBooks) })
  }
}

/** What the books of an account come to, and which purchases and numbers do not add up, is not for every reader of the catalog. */
function withoutBooks(run: SyncLogRow): SyncLogRow {
  if (run.job !== 'invariants') return run
  const { guard } = run.details
  return { ...run, reason: null, details: guard === undefined ? {} : { guard } }
}

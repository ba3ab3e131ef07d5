import { z } from 'zod'
import { checkSchema, SchemaError } from '../../db/migrate.ts'
import { DatabaseUnavailableError } from '../database-gate.ts'
import { replyJson } from '../reply.ts'
import type { Route, RouteContext, RouteDoc } from './route.ts'

const PING = 1_000

export const livezDoc: RouteDoc = {
  tag: 'Health',
  summary: 'Whether the process answers',
  replies: { 200: { description: 'It does', body: z.object({ status: z.literal('ok') }) } },
}

/** `GET /livez`: the process answers. Nothing else is looked at: a dead database must not have it restarted over and over. */
export const livezRoute: Route = () => replyJson({ status: 'ok' })

/** States, never reasons: health is the one thing anybody may ask. */
interface Checks {
  readonly database: 'ok' | 'unavailable'
  readonly schema: 'ok' | 'mismatch' | 'unknown'
  readonly daemon: 'ok' | 'not_ready'
}

const readiness = z.object({
  status: z.enum(['ready', 'not_ready']),
  checks: z.object({
    database: z.enum(['ok', 'unavailable']),
    schema: z.enum(['ok', 'mismatch', 'unknown']),
    daemon: z.enum(['ok', 'not_ready']),
  }),
})

export const readyzDoc: RouteDoc = {
  tag: 'Health',
  summary: 'Whether to send requests here',
  replies: {
    200: { description: 'Yes', body: readiness },
    503: { description: 'No: the database, its schema, or this process while it stops', body: readiness },
  },
}

/** `GET /readyz`: whether to send requests here. Providers do not count: the catalog is served while they are down. */
export function readyzRoute({ database, ownGate: gate, isReady, onError }: RouteContext): Route {
  // However many ask at once, the database is asked once.
  let looking: Promise<Pick<Checks, 'database' | 'schema'>> | null = null

  const look = async () => {
    try {
      await gate(() => checkSchema(database), PING)
      return { database: 'ok', schema: 'ok' } as const
    } catch (error) {
      if (error instanceof SchemaError) return { database: 'ok', schema: 'mismatch' } as const
      if (!(error instanceof DatabaseUnavailableError)) onError(error)
      return { database: 'unavailable', schema: 'unknown' } as const
    } finally {
      looking = null
    }
  }

  return async () => {
    looking ??= look()
    const checks: Checks = { ...(await looking), daemon: isReady() ? 'ok' : 'not_ready' }
    const ready = Object.values(checks).every(state => state === 'ok')
    return replyJson({ status: ready ? 'ready' : 'not_ready', checks }, { status: ready ? 200 : 503 })
  }
}

import { z } from 'zod'
import { checkSchema, SchemaError } from '../../db/migrate.ts'
import { DatabaseUnavailableError } from '../database-gate.ts'
import { replyJson } from '../reply.ts'
import type { Route, RouteContext, RouteDoc } from '../routes/route.ts'

const PING = 1_000

export const startupzDoc: RouteDoc = {
  tag: 'Health',
  summary: 'Whether the start is over: the schema is migrated',
  description: 'Asks the database until it has said so once.',
  replies: {
    200: { description: 'It is', body: z.object({ status: z.enum(['started', 'starting']) }) },
    503: { description: 'Not yet', body: z.object({ status: z.enum(['started', 'starting']) }) },
  },
}

/** `GET /startupz` */
export function startupzRoute({ database, ownGate: gate, onError }: RouteContext): Route {
  let isStarted = false

  const look = async () => {
    try {
      await gate(() => checkSchema(database), PING)
      return true
    } catch (error) {
      if (!(error instanceof SchemaError || error instanceof DatabaseUnavailableError)) onError(error)
      return false
    }
  }

  return async () => {
    isStarted ||= await look()
    return replyJson({ status: isStarted ? 'started' : 'starting' }, { status: isStarted ? 200 : 503 })
  }
}

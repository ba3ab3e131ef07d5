import { z } from 'zod'
import { type Beginning, readBeginning } from '../../tracking/read-events.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import type { Identity } from '../auth/identity.ts'
import { type DatabaseGate, DatabaseUnavailableError } from '../database-gate.ts'
import { text } from '../fields.ts'
import { Problem } from '../problem.ts'
import { invalidParameter, parseQuery } from '../query.ts'
import { headersWith } from '../reply.ts'
import type { RouteContext, RouteDoc, RouteEntry } from '../routes/route.ts'
import { createEventFeed } from './feed.ts'
import { createOutgoing } from './outgoing.ts'
import { EventStream } from './stream.ts'
import { createStreams } from './streams.ts'
import { createTurns } from './turns.ts'

const MOST_IDS = 200

const EVENT_ID = /^\d{1,15}$/
const after = z.string().regex(EVENT_ID, 'must be the id of an event').transform(Number).optional()
const ofOne = z.object({ after })
const ofMany = z.object({
  ids: z
    .string()
    .transform(list => list.split(','))
    .pipe(z.array(text(130)).max(MOST_IDS, `must be at most ${MOST_IDS} numbers`))
    .optional(),
  after,
})

const headers = headersWith({
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no', // proxies of the kind of nginx would hold events back
})

export interface EventRoutesContext extends RouteContext {
  readonly authenticate: Authenticate
  /** Ends all streams, and lets no more begin. */
  readonly signal: AbortSignal
}

/** What happens to numbers, as it happens. */
export function eventRoutes(context: EventRoutesContext): readonly RouteEntry[] {
  const open = streamOpener(context)
  return [
    {
      method: 'GET',
      path: '/v1/activations/:id/events',
      scope: 'activation:read',
      doc: docOf(ofOne, ONE),
      route: (request, { params, identity }) => {
        const { after } = parseQuery(ofOne, request.url)
        return open(request, requireIdentity(identity), [params['id'] ?? ''], after)
      },
    },
    {
      method: 'GET',
      path: '/v1/events',
      scope: 'activation:read',
      doc: docOf(ofMany, MANY),
      route: (request, { identity }) => {
        const { ids = null, after } = parseQuery(ofMany, request.url)
        return open(request, requireIdentity(identity), ids && [...new Set(ids)], after)
      },
    },
  ]
}

function streamOpener({ database, clock, onError, authenticate, signal, ...context }: EventRoutesContext) {
  const feed = createEventFeed({ database, clock, onError })
  const streams = createStreams({ clock, signal })
  // Many come at once after a restart: they wait for each other, and not in front of the database.
  const takeTurn = createTurns(PARALLEL_READS)
  const gate: DatabaseGate = (read, ms) => takeTurn(() => context.gate(read, ms))
  const onBroken = (error: unknown) => void (error instanceof DatabaseUnavailableError || onError(error))

  return async (request: Request, identity: Identity, ids: readonly string[] | null, after?: number) => {
    streams.checkRoom(identity)
    const { subject } = identity
    const outgoing = createOutgoing(() => {
      leave()
      streams.remove(entry)
    })
    const entry = { identity, outgoing, isAdmitted: () => isAdmitted(request, authenticate) }
    const stream = new EventStream({ database, gate, subject, ids, outgoing, onError: onBroken })
    streams.add(entry)
    const { since, leave } = feed.join(stream)
    try {
      const told = lastEventId(request) ?? after ?? null
      const [joined, beginning] = await Promise.all([
        since,
        gate(() => readBeginning(database, { subject, ids, after: told ?? 0 })),
      ])
      requireAll(ids, beginning)
      const resumed = beginning.isComplete ? told : null
      if (request.method === 'HEAD' || (await stream.isOver(beginning, resumed))) {
        outgoing.drop()
        return new Response(null, { status: request.method === 'HEAD' ? 200 : 204, headers })
      }
      void stream.begin(beginning, { after: resumed, since: joined })
      return new Response(outgoing.body, { headers })
    } catch (error) {
      outgoing.drop()
      throw error
    }
  }
}

const PARALLEL_READS = 8

function lastEventId(request: Request): number | null {
  const told = request.headers.get('last-event-id')
  if (told === null || told === '') return null
  if (!EVENT_ID.test(told)) throw invalidParameter('Last-Event-ID', 'must be the id of an event')
  return Number(told)
}

/** A session may have ended, or been revoked. */
async function isAdmitted(request: Request, authenticate: Authenticate): Promise<boolean> {
  try {
    return (await authenticate(request)) !== null
  } catch (error) {
    if (error instanceof Problem && /^(expired|revoked)_token$/.test(error.facts.code)) return false
    throw error
  }
}

function requireIdentity(identity: Identity | null): Identity {
  if (identity) return identity
  throw new Error('events are told to whoever proves who asks')
}

/** Numbers of others are no numbers. */
function requireAll(ids: readonly string[] | null, { numbers }: Beginning): void {
  const known = new Set(numbers.map(({ snapshot }) => snapshot.id))
  const missing = ids?.find(id => !known.has(id))
  if (missing === undefined) return
  throw new Problem({ code: 'not_found', detail: `There is no number ${JSON.stringify(missing)} of yours.` })
}

const ONE = 'What happens to one number, as it happens'
const MANY = 'What happens to all your numbers, or to those named, as it happens'

function docOf(query: z.ZodObject, summary: string): RouteDoc {
  return {
    tag: 'Events',
    summary,
    query,
    description:
      'Server-sent events: `bought`, `message`, `status` and `settled`; first a `snapshot` of each number, unless the stream goes on from an event. `data` is `{ activation, message }`. The stream ends once all numbers named have ended; a comment every 15 seconds keeps it alive.',
    headers: { 'Last-Event-ID': { description: 'Goes on after this event; `after` does the same' } },
    replies: {
      200: { description: 'The stream', contentType: 'text/event-stream' },
      204: { description: 'All numbers named have ended, and all was told: do not come again' },
    },
  }
}

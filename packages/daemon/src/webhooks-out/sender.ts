import type { Lease } from '../db/store/leases.ts'
import type { Database } from '../db/tables.ts'
import { type Clock, systemClock } from '../scheduler/clock.ts'
import { createLeaseLoop } from '../scheduler/lease-loop.ts'
import { readActivations } from '../tracking/activation-row.ts'
import { type Delivery, type DeliveryEnd, endDelivery, takeDeliveries } from './deliveries.ts'
import type { Endpoint } from './endpoint.ts'
import { bodyOf, type KnownNumber, knownNumber, numberOf } from './message.ts'
import { post, STOPPED, TIMEOUT } from './post.ts'
import { retryDelay } from './retry.ts'
import { TargetRefusedError } from './target.ts'

/** Tells the endpoints of the team what stands in the outbox. */
export interface WebhookSender {
  start(): void
  /** There is something to tell: where this process does it, it looks at once. */
  wake(): void
  /** Ends the calls that are being made; they are made again. */
  stop(): Promise<void>
}

/** How one attempt to tell an endpoint ended. */
export interface SentWebhook {
  readonly endpoint: string
  readonly type: string
  readonly result: 'delivered' | 'failed' | 'dead'
}

export interface WebhookSenderOptions {
  readonly database: Database
  readonly endpoints: readonly Endpoint[]
  readonly allowPrivateTargets: readonly string[]
  /** Names this process in the leases. */
  readonly holder: string
  readonly onError: (error: unknown) => void
  /** Told of each attempt. */
  readonly onSent?: ((sent: SentWebhook) => void) | undefined
  /** Default: the system's. */
  readonly clock?: Clock
  /** From 0 up to 1. */
  readonly random?: () => number
}

/** Calls that are made at once to one endpoint: more than that is no telling, but an attack. */
const AT_ONCE = 10

/**
 * One loop for each endpoint, each under a lease of its own: one that is slow or gone holds nobody else up, and of several
 * processes each can serve some.
 */
export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { database, endpoints, holder, onError, clock = systemClock } = options
  const loops = endpoints.map(endpoint =>
    createLeaseLoop({
      database,
      holder,
      onError,
      clock,
      name: `webhooks-out:${endpoint.id}`,
      round: (lease, signal) => sendDue(endpoint, { ...options, lease, signal }),
    }),
  )
  return {
    start() {
      for (const loop of loops) loop.start()
    },
    wake() {
      for (const loop of loops) loop.wake()
    },
    async stop() {
      await Promise.all(loops.map(loop => loop.stop()))
    },
  }
}

type Turn = WebhookSenderOptions & { readonly lease: Lease; readonly signal: AbortSignal }

/** Makes the calls that are due, and answers whether there may be more. */
async function sendDue(endpoint: Endpoint, turn: Turn): Promise<boolean> {
  const { database, lease, onSent } = turn
  const due = await takeDeliveries(database, lease, endpoint.id, AT_ONCE)
  const known = await knownNumbers(database, endpoint, due)
  await Promise.all(
    due.map(async delivery => {
      const end = await attempt(delivery, endpoint, known.get(numberOf(delivery.payload, endpoint.include) ?? ''), turn)
      await endDelivery(database, endpoint.id, end)
      onSent?.({
        endpoint: endpoint.id,
        type: delivery.type,
        result: typeof end.next === 'string' ? end.next : 'failed',
      })
    }),
  )
  return due.length > 0
}

async function attempt(
  { outbox_id, event_id, attempts, ...told }: Delivery,
  { url, include, sign }: Endpoint,
  known: KnownNumber | undefined,
  { allowPrivateTargets, clock = systemClock, signal, random = Math.random }: Turn,
): Promise<DeliveryEnd> {
  const body = bodyOf(told, include, known ?? null)
  const result = await sign({ id: event_id, at: new Date(), body })
    .then(headers => post({ url, headers, body }, { allowPrivateTargets, clock, signal }))
    .then(status => `HTTP ${status}`, describe)
  if (/^HTTP 2\d\d$/.test(result)) return { outbox_id, result, next: 'delivered' }
  if (result === STOPPED) return { outbox_id, result, next: { retryAfter: 0 } } // by whoever has the lease next
  const retryAfter = retryDelay(attempts, random())
  return { outbox_id, result, next: retryAfter === null ? 'dead' : { retryAfter } }
}

/** In words of ours: what a receiver says, and where it is, is nobody's business who reads the table. */
function describe(error: unknown): string {
  if (error instanceof TargetRefusedError) return 'refused: the target is not public'
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown }
  if (message === STOPPED) return STOPPED
  if (message === TIMEOUT) return 'no answer in time'
  return typeof code === 'string' && /^\w{1,40}$/.test(code) ? `no connection: ${code}` : 'no connection'
}

/** The numbers that are told of, as they stand in the tables, where the endpoint is trusted with more than the outbox holds. */
async function knownNumbers(
  database: Database,
  { include }: Endpoint,
  due: readonly Delivery[],
): Promise<ReadonlyMap<string, KnownNumber>> {
  const ids = [...new Set(due.flatMap(({ payload }) => numberOf(payload, include) ?? []))]
  const numbers = await readActivations(database, { subject: null, ids })
  return new Map(numbers.map(number => [number.snapshot.id, knownNumber(number)]))
}

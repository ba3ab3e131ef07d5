import { createHash } from 'node:crypto'
import { type StoredCall, storeCall } from '../../webhooks-in/inbox.ts'
import { isReceiver, type Receiver } from '../../webhooks-in/receiver.ts'
import type { Clock } from '../clock.ts'
import { Problem } from '../problem.ts'
import { readText } from '../read-body.ts'
import { headersWith } from '../reply.ts'
import type { Route, RouteContext } from '../routes/route.ts'

/** What is known of calls of the providers. */
export interface IncomingWebhooks {
  readonly receivers: readonly Receiver[]
  /** Told of each that was written down. */
  readonly onCall: (account: string) => void
}

/** Nobody may call. */
export const NO_CALLS: IncomingWebhooks = { receivers: [], onCall: () => {} }

export const LARGEST_CALL = 65_536
const MINUTE = 60_000
/** Calls of one provider in a minute. It repeats what was refused. */
const MOST_A_MINUTE = 1_200

/**
 * `POST /v1/webhooks/:provider/:secret`: writes the call down, and answers then. Who does not know the secret learns
 * nothing, not even which providers there are.
 */
export function incomingRoute(
  { database, gate, clock }: Pick<RouteContext, 'database' | 'gate' | 'clock'>,
  { receivers, onCall }: IncomingWebhooks,
): Route {
  const takeTurn = createTurnstile(clock)
  /** However often the same call comes at once, it is written once. */
  const storing = new Map<string, Promise<boolean>>()

  const store = (call: StoredCall) => {
    const key = `${call.account} ${call.fingerprint}`
    const running = storing.get(key) ?? gate(() => storeCall(database, call)).finally(() => storing.delete(key))
    storing.set(key, running)
    return running
  }

  return async (request, { params: { provider = '', secret = '' } }) => {
    if (!isReceiver(receivers, provider, secret)) {
      throw new Problem({ code: 'not_found', detail: 'Nobody is called here.' })
    }
    takeTurn(provider)
    await store(await callOf(request, provider))
    onCall(provider)
    return new Response(null, { status: 200, headers: headersWith({ 'cache-control': 'no-store' }) })
  }
}

/** Of the headers no more than what a signature may be read from. */
const TELLING = /^content-type$|signature|timestamp|^webhook-id$/

async function callOf(request: Request, account: string): Promise<StoredCall> {
  const body = await readText(request, LARGEST_CALL)
  // No text in the database holds it, and no JSON does.
  if (body.includes('\0')) throw new Problem({ code: 'malformed_request', detail: 'The body is no text.' })
  const headers = Object.fromEntries(
    [...request.headers].filter(([name, value]) => TELLING.test(name) && value.length <= 1_024),
  )
  return { account, fingerprint: createHash('sha256').update(body).digest('hex'), headers, body }
}

function createTurnstile(clock: Clock): (account: string) => void {
  const taken = new Map<string, { since: number; count: number }>()
  return account => {
    const now = clock.now()
    const window = taken.get(account)
    if (!window || now - window.since >= MINUTE) return void taken.set(account, { since: now, count: 1 })
    window.count += 1
    if (window.count <= MOST_A_MINUTE) return
    throw new Problem({
      code: 'too_many_requests',
      detail: `A provider can call ${MOST_A_MINUTE} times a minute.`,
      headers: { 'retry-after': String(Math.ceil((window.since + MINUTE - now) / 1_000)) },
    })
  }
}

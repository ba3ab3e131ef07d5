import type { Clock } from '../../../utils/clock.ts'
import { respond } from '../../faults/delivery-faults.ts'
import type { FaultEffect } from '../../faults/fault-plan.ts'
import { page } from '../../faults/reply-faults.ts'
import type { Receive } from '../ledger.ts'
import type { Reply } from '../reply.ts'
import { LOST, lost, tooManyRequests, unauthorized } from './answers/refusals.ts'
import { type Match, match } from './routes.ts'
import type { Scene } from './scene.ts'

const BASE = '/v1'

interface Setting {
  readonly apiKey: string
  readonly clock: Clock
  readonly receive: Receive
  /** Milliseconds too early a request is; 0 where it is taken. */
  wait(): number
  /** Lets everything happen that is due. */
  settle(): void
  /** What answers are made from, as of now. */
  scene(): Scene
  /** The fault that takes a call. */
  faultOf(call: Match): { readonly kind: string; readonly effect: FaultEffect<Scene> } | null
}

/** Answers requests: the limit comes first, then the fault, then the host, and everything is written down. */
export function createHandler(host: Setting): (request: Request) => Promise<Response> {
  return async request => {
    request.signal.throwIfAborted()
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === LOST) return respond(page('404', 'This page does not exist', 404))
    if (!pathname.startsWith(`${BASE}/`)) return new Response('Not Found', { status: 404 })

    const body = request.method === 'GET' ? '' : await request.text()
    host.settle()
    const call = match(request.method, pathname.slice(BASE.length), searchParams)
    const entry = { at: host.clock.now(), action: call.action, params: call.params }
    if (host.wait() > 0) {
      const note = host.receive({ ...entry, fault: null }, true)
      const response = respond(tooManyRequests)
      note(response)
      return response
    }
    const fault = host.faultOf(call)
    const note = host.receive({ ...entry, fault: fault?.kind ?? null })
    const response = await carryOut(host, request, call, body, fault?.effect ?? {})
    note(response)
    return response
  }
}

async function carryOut(
  { apiKey, clock, scene }: Setting,
  request: Request,
  { answer, action, params }: Match,
  body: string,
  { scene: alter, perform, reply: spoil, deliver }: FaultEffect<Scene>,
): Promise<Response> {
  // What a fault makes up must not be kept as the truth.
  const seen = alter ? alter({ ...scene(), remember: (_, write) => write() }) : scene()
  const isGuest = action.startsWith('guest/')
  const isKnown = request.headers.get('authorization') === `Bearer ${apiKey}`
  const act = (): Reply => {
    if (!answer) return lost
    return isGuest || isKnown ? answer(seen, { params, body }) : unauthorized
  }
  const truth = perform ? perform(act, seen, request) : act()
  const reply = spoil ? spoil(truth, request) : truth
  return deliver ? deliver(reply, { clock, signal: request.signal }) : respond(reply)
}

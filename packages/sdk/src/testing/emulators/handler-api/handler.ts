import type { Clock } from '../../../utils/clock.ts'
import { respond } from '../../faults/delivery-faults.ts'
import type { FaultEffect } from '../../faults/fault-plan.ts'
import type { Receive } from '../ledger.ts'
import type { Reply } from '../reply.ts'
import { publicParams } from './activations/order.ts'
import type { Dialect } from './dialect.ts'
import { comeBack } from './faults/protocol-faults.ts'
import { announced, type Call, route } from './route.ts'
import type { Scene } from './scene.ts'

/** The one address the protocol has. */
const PATH = '/stubs/handler_api.php'

interface Setting {
  readonly dialect: Dialect
  readonly apiKey: string
  readonly clock: Clock
  readonly receive: Receive
  /** Milliseconds too early a request is; 0 where it is taken. */
  wait(): number
  /** Whether a refusal says when to come back. */
  readonly retryAfter: boolean
  /** Lets everything happen that is due. */
  settle(): void
  /** What answers are made from, as of now. */
  scene(): Scene
  /** The fault that takes a call. */
  faultOf(action: string, query: URLSearchParams): { readonly kind: string; readonly effect: FaultEffect<Scene> } | null
}

/** Answers requests: the limit comes first, then the fault, then the host, and everything is written down. */
export function createHandler(host: Setting): (request: Request) => Promise<Response> {
  return async request => {
    request.signal.throwIfAborted()
    const { pathname, searchParams: query } = new URL(request.url)
    if (pathname !== PATH) return new Response('Not Found', { status: 404 })

    host.settle()
    const action = query.get('action') ?? ''
    const entry = { at: host.clock.now(), action, params: publicParams(query) }
    const early = host.wait()
    if (early > 0) {
      const note = host.receive({ ...entry, fault: null }, true)
      const response = respond(announced(host.dialect, tooMany(host, early)))
      note(response)
      return response
    }
    const fault = host.faultOf(action, query)
    const note = host.receive({ ...entry, fault: fault?.kind ?? null })
    const response = await carryOut(host, request, query, fault?.effect ?? {})
    note(response)
    return response
  }
}

const tooMany = ({ dialect: { refusals }, retryAfter }: Setting, early: number): Reply =>
  retryAfter ? comeBack(refusals.rateLimited, Math.ceil(early / 1_000)) : refusals.rateLimited

async function carryOut(
  { dialect, apiKey, clock, scene }: Setting,
  request: Request,
  query: URLSearchParams,
  { scene: alter, perform, reply: spoil, deliver }: FaultEffect<Scene>,
): Promise<Response> {
  // What a fault makes up must not be kept as the truth.
  const seen = alter ? alter({ ...scene(), remember: (_, write) => write() }) : scene()
  const call: Call = { method: request.method, authorization: request.headers.get('authorization'), query }
  const act = (under?: string) => route(dialect, under ? renamed(call, under) : call, seen, apiKey)
  const truth = perform ? perform(act, seen, request) : act()
  const reply = spoil ? spoil(truth, request) : truth
  return deliver ? deliver(reply, { clock, signal: request.signal }) : respond(reply)
}

/** The same call of another action. */
function renamed(call: Call, action: string): Call {
  const query = new URLSearchParams(call.query)
  query.set('action', action)
  return { ...call, query }
}

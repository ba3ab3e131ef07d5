import type { Reply } from '../reply.ts'
import type { Dialect } from './dialect.ts'
import type { Scene } from './scene.ts'

/** The part of a request that decides its answer. */
export interface Call {
  readonly method: string
  readonly authorization: string | null
  readonly query: URLSearchParams
}

/** The answer of a host without faults. The key is judged before the action: a bad key makes every action fail alike. */
export function route(dialect: Dialect, call: Call, scene: Scene, apiKey: string): Reply {
  return announced(dialect, refusalOf(dialect, call, apiKey) ?? perform(dialect, call, scene))
}

/** The reply under the content type the host gives to everything, where it does. */
export const announced = ({ contentType }: Dialect, reply: Reply): Reply =>
  contentType === undefined ? reply : { ...reply, headers: { ...reply.headers, 'content-type': contentType } }

function refusalOf({ refusals, keyInHeader, keyless, ...dialect }: Dialect, call: Call, apiKey: string): Reply | null {
  const action = call.query.get('action') ?? ''
  if (!takes(dialect, call.method, action)) return refusals.badMethod
  const header = keyInHeader ? /^ApiKey (.+)$/.exec(call.authorization ?? '')?.[1] : undefined
  const key = call.query.get('api_key') || header
  if (key) return key === apiKey ? null : refusals.badKey
  return keyless.has(action) ? null : refusals.missingKey
}

/** Whether an action may be asked by this method. */
const takes = ({ allowsPost, posted }: Pick<Dialect, 'allowsPost' | 'posted'>, method: string, action: string) =>
  posted?.has(action) ? method === 'POST' : method === 'GET' || (method === 'POST' && allowsPost)

function perform({ actions, refusals }: Dialect, { query }: Call, scene: Scene): Reply {
  const action = actions.get(query.get('action') ?? '')
  return action ? action(scene, query) : refusals.badAction
}

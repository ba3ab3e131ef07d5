import type { Clock } from '../../../../utils/clock.ts'
import type { LedgerSms } from '../../ledger.ts'
import type { Activation } from '../activations/activation.ts'
import type { Timeline } from '../activations/timeline.ts'
import type { WebhookStyle, WebhookTarget } from './style.ts'

interface Setting {
  readonly style: WebhookStyle
  readonly target: WebhookTarget
  readonly clock: Clock
  /** When the next SMS is called about, in milliseconds after it; once for each. */
  calls(): readonly number[]
}

/** Milliseconds a call may take. HeroSMS tells so; the others tell nothing. */
const PATIENCE = 3_000

/** Calls about SMS in the order they come, and again until the answer is 200 or the host has called often enough. */
export function createCaller({ style, target, clock, calls }: Setting) {
  const send = target.fetch ?? fetch
  const attempt = async (timeline: Timeline, body: string, retries: readonly number[]): Promise<void> => {
    const done = new AbortController()
    const request = new Request(target.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: done.signal,
    })
    const taken = await Promise.race([
      isTaken(send, request),
      clock.sleep(PATIENCE, done.signal).then(
        () => false,
        () => false,
      ),
    ])
    done.abort()
    const [next, ...further] = retries
    if (!taken && next !== undefined) timeline.later(next, () => void attempt(timeline, body, further))
  }
  return (timeline: Timeline, activation: Activation, sms: LedgerSms) => {
    const body = JSON.stringify(style.body(activation, sms))
    for (const after of calls()) {
      const call = () => void attempt(timeline, body, style.retries)
      if (after > 0) timeline.later(after, call)
      else call()
    }
  }
}

async function isTaken(send: (request: Request) => Promise<Response>, request: Request): Promise<boolean> {
  try {
    return (await send(request)).status === 200
  } catch {
    return false
  }
}

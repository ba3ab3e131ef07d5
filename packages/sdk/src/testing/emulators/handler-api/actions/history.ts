import { json, type Reply } from '../../reply.ts'
import { type Activation, isRefunded } from '../activations/activation.ts'
import type { Action } from '../dialect.ts'
import { naiveTime } from '../times.ts'
import { pageOf } from './active-activations.ts'
import { wireCost } from './purchase.ts'

interface History {
  /** The parameter that names the size of a page. */
  readonly size: 'limit' | 'size'
  /** What is answered where the range is longer than 30 days; without it there is no limit. */
  readonly rangeTooLong?: Reply
  /** What an expired activation is called: `8` like a cancelled one, or `10`. */
  readonly expired: string
  sms(activation: Activation): unknown
}

const MONTH = 30 * 86_400

/** Everything bought between `start` and `end` (Unix seconds), newest first. */
export function history(host: History): Action {
  return ({ desk, now }, query) => {
    const end = Number(query.get('end') ?? Math.ceil(now / 1_000))
    const start = Number(query.get('start') ?? end - MONTH)
    if (host.rangeTooLong && !(end - start <= MONTH)) return host.rangeTooLong
    const rows = within(desk.all(), start * 1_000, end * 1_000)
    return json(pageOf(rows, query.get('offset'), query.get(host.size), PAGES).map(row => rowOf(row, host)))
  }
}

const PAGES = { usual: 50, most: 100 }

/** The newest of a list in order of time, down to `start`: what is older is not looked at. */
function within(all: readonly Activation[], start: number, end: number): Activation[] {
  const found: Activation[] = []
  for (let index = all.length - 1; index >= 0; index -= 1) {
    const activation = all[index]
    if (!activation || activation.boughtAt < start) break
    if (activation.boughtAt <= end) found.push(activation)
  }
  return found
}

function rowOf(activation: Activation, host: History) {
  const { id, boughtAt, phone, state, rental } = activation
  return {
    id,
    date: naiveTime(boughtAt),
    phone,
    sms: activation.sms.length > 0 ? host.sms(activation) : null,
    // Told only once it is earned.
    cost: isRefunded(activation) || state === 'waiting' ? 0 : wireCost(activation),
    status: {
      waiting: '4',
      received: '4',
      retrying: '4',
      completed: '6',
      cancelled: '8',
      expired: rental ? '6' : host.expired,
    }[state],
    currency: 840,
  }
}

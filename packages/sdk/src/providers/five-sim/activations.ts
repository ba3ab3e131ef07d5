import { UnexpectedResponseError } from '../../errors/transport.ts'
import { parseAmount } from '../../money/money.ts'
import type { ActivationsFacet } from '../../provider/activations.ts'
import { askAbout } from '../../provider/ask-about.ts'
import { beforeSending } from '../../provider/before-sending.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import type { Told } from '../../provider/observed.ts'
import type { ActivationObservation } from '../../provider/snapshot.ts'
import { withoutKey } from '../../provider/without-key.ts'
import type { Clock } from '../../utils/clock.ts'
import type { FiveSimLine } from './api.ts'
import { readOrders } from './order-list.ts'
import { ask, buy } from './order-questions.ts'
import type { Order } from './orders.ts'
import { type SnapshotParts, snapshotOfOrder, snapshotOfSale, toldByOrder } from './snapshots.ts'
import { mayBeOpen } from './status.ts'
import { targetOf } from './targets.ts'

/** Far more than an activation lives. */
const LONGEST_LIFE = 86_400_000

export interface OrderParts extends SnapshotParts {
  readonly line: FiveSimLine
  readonly clock: Clock
  readonly redact: (text: string) => string
}

/** Every command about numbers of short use. */
export type ActivationCommands = Required<Omit<ActivationsFacet, 'targets'>>

export function createActivations(parts: OrderParts): ActivationCommands {
  const { line, provider, clock, redact } = parts

  const told = (order: Order, operation: string): Told => {
    const facts = toldByOrder(order, parts)
    if (facts !== null) return withoutKey(facts, redact)
    throw unknownStatus(order, { provider, operation })
  }

  const check = async (nativeId: string, operation: string, call: CallOptions) =>
    told(await line.send(ask('check', nativeId), call), operation)

  const close = (verb: 'finish' | 'cancel' | 'ban', operation: string) => (id: string, call: CallOptions) =>
    askAbout(id, operation, parts, async nativeId => told(await line.change(ask(verb, nativeId), call), operation))

  const cancel = close('cancel', 'activations.cancel')
  const ban = close('ban', 'activations.report')
  const list = { provider, category: 'activation', longestLife: LONGEST_LIFE } as const

  return {
    purchase: async (order, call) => {
      const operation = 'activations.purchase'
      const target = beforeSending(() => targetOf(order, parts), provider, operation)
      const { country, operator, service: product } = target
      const maxPrice = parseAmount(order.maxPrice) ?? undefined
      const sale = await line.buy(buy({ category: 'activation', country, operator, product, maxPrice }), call)
      return withoutKey(snapshotOfSale(sale, target, clock.now(), parts), redact)
    },

    fetch: (id, call) =>
      askAbout(id, 'activations.fetch', parts, nativeId => check(nativeId, 'activations.fetch', call)),

    fetchMany: async (ids, call) => {
      const observedAt = new Date(clock.now())
      const missing = new Set(ids)
      const isEnough = (page: readonly Order[]) => {
        for (const { nativeId } of page) missing.delete(`${provider}:${nativeId}`)
        return missing.size === 0
      }
      const orders = await readOrders(line, { ...list, isEnough }, call)
      const byId = new Map(orders.map(order => [`${provider}:${order.nativeId}`, order]))
      const found = ids.flatMap((id): [string, ActivationObservation][] => {
        const order = byId.get(id)
        const facts = order && toldByOrder(order, parts)
        if (!facts) return []
        return [[id, { id, provider, nativeId: order.nativeId, observedAt, ...withoutKey(facts, redact) }]]
      })
      return new Map(found)
    },

    list: async call => {
      const now = clock.now()
      const orders = await readOrders(line, list, call)
      return orders.filter(mayBeOpen).map(order => {
        const snapshot = snapshotOfOrder(order, now, parts)
        if (snapshot !== null) return withoutKey(snapshot, redact)
        throw halfAnOrder(provider)
      })
    },

    // The host says that it was cancelled, and not by whom; here it answers us.
    cancel: async (id, call) => {
      const observation = await cancel(id, call)
      return observation.status === 'cancelled' ? { reason: 'user', ...observation } : observation
    },

    complete: close('finish', 'activations.complete'),

    // Further messages come by themselves. That one is waited for is known here alone; what is there is no news.
    retry: (id, call) =>
      askAbout(id, 'activations.retry', parts, async nativeId => {
        const { messages, ...facts } = await check(nativeId, 'activations.retry', call)
        return facts.status === 'received'
          ? { ...facts, status: 'retrying' }
          : { ...facts, ...(messages && { messages }) }
      }),

    report: (id, _reason, call) => ban(id, call),
  }
}

export function unknownStatus(
  { status }: Order,
  { provider, operation }: { readonly provider: string; readonly operation: string },
): UnexpectedResponseError {
  const fact = `${provider} answered with the unknown status ${JSON.stringify(status.slice(0, 40))}`
  return new UnexpectedResponseError(fact, { provider, operation, reason: 'unknown_word' })
}

export function halfAnOrder(provider: string): UnexpectedResponseError {
  const context = { provider, operation: 'user/orders', reason: 'shape' as const }
  return new UnexpectedResponseError(`${provider} answered a list with an open order that tells too little`, context)
}

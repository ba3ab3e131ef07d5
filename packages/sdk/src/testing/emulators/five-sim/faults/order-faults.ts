import type { FaultTable } from '../../../faults/fault-plan.ts'
import { bad, lost } from '../answers/refusals.ts'
import { isOpen } from '../orders/order.ts'
import type { Scene } from '../scene.ts'
import { atDesk, everywhere, LIST, ONE, rewritten, shown, withMembers } from './altered.ts'

/**
 * Faults of following and ending orders; kind → details. Those of the list take `orders` where their scope names no
 * action, the others every request that tells how an order stands.
 */
export interface FiveSimOrderFaults {
  /** The list lags: what was bought in the last `ms` milliseconds is not in it, 5,000 by default. */
  readonly 'list-lag': { readonly ms?: number }
  /** The list knows only so many orders, the oldest; by default half of them. It does not say so. */
  readonly 'list-truncated': { readonly rows?: number }
  /** The list is answered with `internal error` and 500. */
  readonly 'list-error': unknown
  /** The list is well-formed and empty. */
  readonly 'list-empty': unknown
  /** Times in the list have no zone and are three hours behind. */
  readonly 'list-naive-times': unknown
  /** `Data` is `null` where the list is empty, and everywhere if `always`. */
  readonly 'list-null': { readonly always?: boolean }
  /** `Total` is 999,999. */
  readonly 'list-total': { readonly total?: number }
  /** Newest first (`reverse=true`) gives an empty page. */
  readonly 'list-reverse-empty': unknown
  /** The order ends and has an SMS, one that came in that instant if need be; it is shown as `TIMEOUT` all the same. */
  readonly 'expired-with-code': unknown
  /** The answer is about another order: the latest open one that was not asked for. */
  readonly 'wrong-activation': unknown
  /** The host does not know the id. */
  readonly 'no-activation': unknown
  /** An SMS of the number's previous owner comes first: it is an hour older than the purchase. */
  readonly 'old-sms': unknown
  /** Giving back is refused: `you need to wait time`. */
  readonly 'too-early': unknown
  /** The inbox leads to `/404.html`. */
  readonly 'no-inbox': unknown
  /** Nothing is rented: no such product in the lists, no such product to buy. */
  readonly 'no-hosting': unknown
}

const EITHER: ReadonlySet<string> = new Set([...LIST, ...ONE])

const HOUR = 3_600_000

const naive = (value: unknown) =>
  new Date(Date.parse(String(value)) - 3 * HOUR).toISOString().slice(0, 19).replace('T', ' ')

export const orderFaults: FaultTable<FiveSimOrderFaults, Scene> = {
  'list-lag': ({ ms = 5_000 }) => ({
    actions: LIST,
    ...atDesk(desk => ({ all: () => desk.all().filter(order => desk.ageOf(order) >= ms) })),
  }),
  'list-truncated': ({ rows }) => ({
    actions: LIST,
    ...atDesk(desk => ({ all: () => desk.all().slice(0, rows ?? Math.ceil(desk.all().length / 2)) })),
  }),
  'list-error': () => ({ actions: LIST, perform: () => bad('internal error', 500) }),
  'list-empty': () => ({ actions: LIST, ...atDesk(() => ({ all: () => [] })) }),
  'list-naive-times': () => ({
    actions: LIST,
    ...everywhere(new Set(['created_at', 'expires', 'date']), naive),
  }),
  'list-null': ({ always = false }) => ({
    actions: LIST,
    ...withMembers(({ Data, ...others }) => ({
      Data: always || (Array.isArray(Data) && Data.length === 0) ? null : Data,
      ...others,
    })),
  }),
  'list-total': ({ total = 999_999 }) => ({ actions: LIST, ...withMembers(members => ({ ...members, Total: total })) }),
  'list-reverse-empty': () => ({
    actions: LIST,
    reply: (reply, { url }) =>
      new URL(url).searchParams.get('reverse') === 'true'
        ? rewritten(reply, members => ({ ...members, Data: [] }))
        : reply,
  }),
  'expired-with-code': () => ({
    actions: EITHER,
    ...shown((order, desk) => {
      if (!isOpen(order)) return order
      if (order.sms.length === 0) desk.deliver(order.id, {})
      desk.close(order.id, 'FINISHED')
      return { ...order, status: 'TIMEOUT' }
    }),
  }),
  'wrong-activation': () => ({
    actions: ONE,
    ...atDesk(desk => ({
      find: id => desk.all().findLast(other => isOpen(other) && other.id !== id) ?? desk.find(id),
    })),
  }),
  'no-activation': () => ({ actions: ONE, ...atDesk(() => ({ find: () => undefined })) }),
  'old-sms': () => ({
    actions: EITHER,
    ...shown(order => {
      const old = { at: order.boughtAt - HOUR, text: 'Your code is 417093', code: '417093', sender: 'INFO' }
      const status = order.status === 'PENDING' ? 'RECEIVED' : order.status
      return { ...order, status, sms: [old, ...order.sms] }
    }),
  }),
  'too-early': () => ({ actions: new Set(['cancel', 'ban']), perform: () => bad('you need to wait time') }),
  'no-inbox': () => ({ actions: new Set(['sms/inbox']), perform: () => lost }),
  'no-hosting': () => ({
    actions: new Set(['guest/countries', 'guest/products', 'buy/hosting']),
    scene: scene => ({
      ...scene,
      catalog: { ...scene.catalog, hostingOf: () => [] },
      desk: { ...scene.desk, buy: () => ({ refused: 'no product' }) },
    }),
  }),
}

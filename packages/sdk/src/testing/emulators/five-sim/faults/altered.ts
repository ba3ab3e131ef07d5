import type { FaultEffect } from '../../../faults/fault-plan.ts'
import { bodyText, type Reply } from '../../reply.ts'
import type { Desk } from '../orders/desk.ts'
import type { Order } from '../orders/order.ts'
import type { Scene } from '../scene.ts'

/** The requests that buy. */
export const PURCHASES: ReadonlySet<string> = new Set(['buy/activation', 'buy/hosting', 'reuse'])

/** The list of orders. */
export const LIST: ReadonlySet<string> = new Set(['orders'])

/** Requests that tell how one order stands. */
export const ONE: ReadonlySet<string> = new Set(['check', 'sms/inbox'])

/** Requests that end one. */
export const CLOSING: ReadonlySet<string> = new Set(['finish', 'cancel', 'ban'])

/** A scene whose desk shows or does something else. */
export const atDesk = (change: (desk: Desk, scene: Scene) => Partial<Desk>) => ({
  scene: (scene: Scene): Scene => ({ ...scene, desk: { ...scene.desk, ...change(scene.desk, scene) } }),
})

/** Every order shown as `change` makes it. */
export const shown = (change: (order: Order, desk: Desk) => Order) =>
  atDesk(desk => ({
    find(id) {
      const order = desk.find(id)
      return order && change(order, desk)
    },
    all: () => desk.all().map(order => change(order, desk)),
  }))

type Members = Readonly<Record<string, unknown>>

/** The members of an object in the answer changed; a refusal stays as it is. */
export const withMembers = (change: (members: Members) => Members): Pick<FaultEffect<Scene>, 'reply'> => ({
  reply: reply => rewritten(reply, change),
})

export function rewritten(reply: Reply, change: (members: Members) => Members): Reply {
  const body = bodyText(reply)
  return body.startsWith('{') ? { ...reply, body: JSON.stringify(change(JSON.parse(body))) } : reply
}

/** Every member of that name, however deep, changed. */
export const everywhere = (
  names: ReadonlySet<string>,
  change: (value: unknown) => unknown,
): Pick<FaultEffect<Scene>, 'reply'> => ({
  reply(reply) {
    const body = bodyText(reply)
    if (!body.startsWith('{')) return reply
    const replaced = JSON.stringify(JSON.parse(body), (name, value) => (names.has(name) ? change(value) : value))
    return { ...reply, body: replaced }
  },
})

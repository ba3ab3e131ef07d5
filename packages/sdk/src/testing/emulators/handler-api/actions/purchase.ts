import { type Reply, text } from '../../reply.ts'
import { moneyOf } from '../../wallet.ts'
import { type Activation, costOf } from '../activations/activation.ts'
import { orderOf } from '../activations/order.ts'
import type { Refusal } from '../activations/sale.ts'
import type { Action } from '../dialect.ts'
import type { Scene } from '../scene.ts'

/** Buys one number, and writes down what was sold or why nothing was. */
export function purchase(
  write: (sold: Activation, scene: Scene) => Reply,
  refuse: (refusal: Refusal) => Reply,
): Action {
  return (scene, query) => {
    const outcome = scene.desk.buy(orderOf(query, scene.now))
    return 'refused' in outcome ? refuse(outcome) : write(outcome, scene)
  }
}

/** `ACCESS_NUMBER:<id>:<phone>`; the price stays unsaid. */
export const accessNumber = ({ id, phone }: Activation): Reply => text(`ACCESS_NUMBER:${id}:${phone}`)

/** An id as a JSON number where a double can hold it, as a string beyond. */
export const wireId = (id: string): number | string => (Number.isSafeInteger(Number(id)) ? Number(id) : id)

/** The price as the number or the string of a host, in JSON. */
export const wireCost = (sold: Activation): number => costOf(sold) / 1_000_000

/** The same as a string of four decimals. */
export const costText = (sold: Activation): string => moneyOf(costOf(sold))

import type { FaultEffect, FaultTable } from '../../../faults/fault-plan.ts'
import { page } from '../../../faults/reply-faults.ts'
import { type SaleFaults, saleFaults } from '../../../faults/sale-faults.ts'
import { json, text } from '../../reply.ts'
import type { Dialect } from '../dialect.ts'
import { announced } from '../route.ts'
import type { Scene } from '../scene.ts'
import { soldBefore, soldFor } from './altered-sales.ts'

/**
 * Faults of buying, renting and extending; kind → details. Without an action in their scope they take `getNumber`,
 * `getNumberV2`, `getRentNumber` and `prolong`.
 */
export interface PurchaseFaults extends SaleFaults {
  /**
   * Answered with the latest activation or rental of the same service and country, if there is one; an extension with the
   * rental as it was before. Nothing is sold, as where a cache answers, unless `charged`.
   */
  readonly 'duplicate-activation-id': { readonly charged?: boolean }
  /** Sold for more than the purchase allows: for `price`, by default for twice the cap or the usual price. */
  readonly 'price-above-cap': { readonly price?: string }
  /** Refused until then: an hour from now by default. Nothing is sold. */
  readonly banned: { readonly until?: Date }
  /** Refused: too many numbers are open. Nothing is sold. */
  readonly 'channels-limit': unknown
  /** Sold; answered with a word nobody knows. */
  readonly 'unknown-word': { readonly word?: string }
  /** Sold; answered with a page, or an object, in which the word for "no numbers" stands. A page by default. */
  readonly 'refusal-in-page': { readonly as?: 'html' | 'json' }
}

/** The actions that charge. */
export const PURCHASES: ReadonlySet<string> = new Set(['getNumber', 'getNumberV2', 'getRentNumber', 'prolong'])

const HOUR = 3_600_000

const buying = (effect: FaultEffect<Scene>): FaultEffect<Scene> => ({ actions: PURCHASES, ...effect })

export function purchaseFaults(dialect: Dialect): FaultTable<PurchaseFaults, Scene> {
  const { banned, channelsLimit } = dialect.refusals
  return {
    ...saleFaults(PURCHASES),
    'duplicate-activation-id': ({ charged = false }) => buying(soldBefore(charged)),
    'price-above-cap': ({ price }) => buying(soldFor(price)),
    banned: ({ until }) =>
      buying({ perform: (_, { now }) => announced(dialect, banned(Number(until ?? now + HOUR), now)) }),
    'channels-limit': () => buying({ perform: () => announced(dialect, channelsLimit) }),
    'unknown-word': ({ word = 'ORDER_QUEUED' }) => buying({ reply: () => announced(dialect, text(word)) }),
    'refusal-in-page': ({ as = 'html' }) =>
      buying({
        reply: () =>
          as === 'html'
            ? page('NO_NUMBERS', 'NO_NUMBERS: please try again later')
            : json({ status: 'ok', hint: 'NO_NUMBERS' }),
      }),
  }
}

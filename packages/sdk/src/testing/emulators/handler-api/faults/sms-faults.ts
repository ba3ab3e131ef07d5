import type { FaultTable } from '../../../faults/fault-plan.ts'
import type { Scene, Telling } from '../scene.ts'

/**
 * Faults of telling about SMS; kind → details. Those of the list take `getAllSms` where their scope names no action; those
 * of the webhook take its calls, each SMS counted as one call of the action `webhook`.
 */
export interface SmsFaults {
  /** Whichever page is asked for, the first one is sent. */
  readonly 'sms-page-resent': unknown
  /** The list begins with the newest SMS (by default), or has no order at all. */
  readonly 'sms-reordered': { readonly order?: 'newest-first' | 'mixed' }
  /** Every SMS stands in the list twice, one after the other. */
  readonly 'sms-repeated': unknown
  /** The host calls twice about an SMS, both at once. */
  readonly 'webhook-repeated': unknown
  /** The host calls `ms` milliseconds late, 60,000 by default: after calls about later SMS. */
  readonly 'webhook-late': { readonly ms?: number }
  /** The host does not call. */
  readonly 'webhook-lost': unknown
}

/** The name under which the calls of the host are counted. */
export const WEBHOOK = 'webhook'

const LIST: ReadonlySet<string> = new Set(['getAllSms'])
const CALLS: ReadonlySet<string> = new Set([WEBHOOK])

const told = (actions: ReadonlySet<string>, change: Partial<Telling>) => ({
  actions,
  scene: (scene: Scene): Scene => ({ ...scene, telling: { ...scene.telling, ...change } }),
})

const orders = {
  'newest-first': <T>(rows: readonly T[]) => rows.toReversed(),
  /** Every second one first: the same each time, so that pages of it fit together. */
  mixed: <T>(rows: readonly T[]) => [
    ...rows.filter((_, index) => index % 2 === 1),
    ...rows.filter((_, index) => index % 2 === 0),
  ],
} as const

export const smsFaults: FaultTable<SmsFaults, Scene> = {
  'sms-page-resent': () => told(LIST, { page: () => 1 }),
  'sms-reordered': ({ order = 'newest-first' }) => told(LIST, { rows: orders[order] }),
  'sms-repeated': () => told(LIST, { rows: rows => rows.flatMap(row => [row, row]) }),
  'webhook-repeated': () => told(CALLS, { calls: [0, 0] }),
  'webhook-late': ({ ms = 60_000 }) => told(CALLS, { calls: [ms] }),
  'webhook-lost': () => told(CALLS, { calls: [] }),
}

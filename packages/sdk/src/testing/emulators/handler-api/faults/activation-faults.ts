import type { FaultTable } from '../../../faults/fault-plan.ts'
import { text } from '../../reply.ts'
import { type Activation, isOpen } from '../activations/activation.ts'
import type { Desk } from '../activations/desk.ts'
import type { Dialect } from '../dialect.ts'
import { announced } from '../route.ts'
import type { Scene } from '../scene.ts'
import { naiveUtc } from '../times.ts'
import { atDesk } from './altered.ts'

/**
 * Faults of following activations; kind → details. Those of the list take `getActiveActivations` where their scope names
 * no action, the others every action that tells how an activation stands.
 */
export interface ActivationFaults {
  /** The list lags: what was bought in the last `ms` milliseconds is not in it, 5,000 by default. */
  readonly 'list-lag': { readonly ms?: number }
  /** The list ends after so many rows, by default after half of them, and does not say so. */
  readonly 'list-truncated': { readonly rows?: number }
  /** The list is answered with a plain error word. */
  readonly 'list-error': unknown
  /** The list is well-formed and empty. */
  readonly 'list-empty': unknown
  /** Times in the list have no zone and are three hours behind. */
  readonly 'list-naive-times': unknown
  /** The activation ends and has an SMS, one that came in that instant if need be; the list still has it, as expired. */
  readonly 'expired-with-code': unknown
  /** The activation is shown to wait for another SMS although nobody asked for one, the code it has beside it. */
  readonly 'wait-retry': unknown
  /** The answer is about another activation: the latest open one that was not asked for. */
  readonly 'wrong-activation': unknown
  /** The host does not know the id. */
  readonly 'no-activation': unknown
  /** An SMS of the number's previous owner comes first: it is an hour older than the purchase. */
  readonly 'old-sms': unknown
}

const LIST: ReadonlySet<string> = new Set(['getActiveActivations'])
const ONE: ReadonlySet<string> = new Set(['getStatus', 'getStatusV2', 'getAllSms', 'getFullSms'])
const EITHER: ReadonlySet<string> = new Set([...LIST, ...ONE])

const HOUR = 3_600_000

/** Every activation shown as `change` makes it. */
const shown = (change: (activation: Activation, desk: Desk) => Activation) =>
  atDesk(desk => ({
    find(id) {
      const activation = desk.find(id)
      return activation && change(activation, desk)
    },
    open: () => desk.open().map(activation => change(activation, desk)),
  }))

export const activationFaults = (dialect: Dialect): FaultTable<ActivationFaults, Scene> => ({
  'list-lag': ({ ms = 5_000 }) => ({
    actions: LIST,
    ...atDesk(desk => ({ open: () => desk.open().filter(activation => desk.ageOf(activation) >= ms) })),
  }),
  'list-truncated': ({ rows }) => ({
    actions: LIST,
    ...atDesk(desk => ({ open: () => desk.open().slice(0, rows ?? Math.ceil(desk.open().length / 2)) })),
  }),
  'list-error': () => ({ actions: LIST, perform: () => announced(dialect, text('ERROR_SQL')) }),
  'list-empty': () => ({ actions: LIST, ...atDesk(() => ({ open: () => [] })) }),
  'list-naive-times': () => ({
    actions: LIST,
    scene: scene => ({ ...scene, spelling: { ...scene.spelling, time: (_, at) => naiveUtc(at - 3 * HOUR) } }),
  }),
  'expired-with-code': () => ({
    actions: EITHER,
    ...shown((activation, desk) => {
      if (!isOpen(activation)) return activation
      if (activation.sms.length === 0) desk.deliver(activation.id, {})
      desk.complete(activation.id)
      return { ...activation, state: 'expired' }
    }),
  }),
  'wait-retry': () => ({
    actions: EITHER,
    ...shown(activation => (activation.state === 'received' ? { ...activation, state: 'retrying' } : activation)),
  }),
  'wrong-activation': () => ({
    actions: ONE,
    ...atDesk(desk => ({ find: id => desk.open().find(other => other.id !== id) ?? desk.find(id) })),
  }),
  'no-activation': () => ({ actions: ONE, ...atDesk(() => ({ find: () => undefined })) }),
  'old-sms': () => ({
    actions: EITHER,
    ...shown(activation => {
      const old = { at: activation.boughtAt - HOUR, text: 'Your code is 417093', code: '417093', sender: 'INFO' }
      const state = activation.state === 'waiting' ? 'received' : activation.state
      return { ...activation, state, sms: [old, ...activation.sms] }
    }),
  }),
})

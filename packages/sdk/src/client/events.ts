import type { Activation } from '../activation/activation.ts'
import type { SmsMessage } from '../provider/snapshot.ts'
import type { PurchaseEvents } from '../purchase/events.ts'

type PurchaseEventArguments = { readonly [E in keyof PurchaseEvents]: readonly [event: PurchaseEvents[E]] }

/** What a client tells whoever observes it. Listening here has no number asked about. */
export interface ClientEvents extends PurchaseEventArguments {
  readonly 'activation:message': readonly [event: { readonly activation: Activation; readonly message: SmsMessage }]
  readonly 'activation:settled': readonly [event: { readonly activation: Activation }]
  /** Something failed that ends nothing: a look at a number, or a listener of an activation. */
  readonly error: readonly [event: { readonly error: unknown; readonly activation: Activation | null }]
}

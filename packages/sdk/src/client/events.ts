import type { Activation } from '../activation/activation.ts'
import type { FailoverEvent } from '../provider/events.ts'
import type { SmsMessage } from '../provider/snapshot.ts'
import type { PurchaseEvents } from '../purchase/events.ts'
import type { Rental } from '../rental/rental.ts'

type PurchaseEventArguments = { readonly [E in keyof PurchaseEvents]: readonly [event: PurchaseEvents[E]] }

/** What a client tells whoever observes it. Listening here has no number asked about. */
export interface ClientEvents extends PurchaseEventArguments {
  readonly 'activation:message': readonly [event: { readonly activation: Activation; readonly message: SmsMessage }]
  readonly 'activation:settled': readonly [event: { readonly activation: Activation }]
  readonly 'rental:message': readonly [event: { readonly rental: Rental; readonly message: SmsMessage }]
  readonly 'rental:settled': readonly [event: { readonly rental: Rental }]
  /** A provider made of providers goes on to another one. */
  readonly failover: readonly [event: FailoverEvent]
  /** Something failed that ends nothing: a look at a number, a listener of one, or what nobody waits for. */
  readonly error: readonly [
    event: { readonly error: unknown; readonly activation: Activation | null; readonly rental: Rental | null },
  ]
}

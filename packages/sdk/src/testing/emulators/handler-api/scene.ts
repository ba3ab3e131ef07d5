import type { Desk } from './activations/desk.ts'
import type { CatalogView } from './catalog/view.ts'
import type { EmulatorRentals } from './rentals/rental-catalog.ts'

/** How a value is put on the wire: receives what a row would hold, as a JSON literal, and returns what it does hold. */
export interface Spelling {
  price(literal: string): string
  count(literal: string): string
  /** A time in a list of activations: the host's way of writing it, not quoted, and milliseconds since the epoch. */
  time(written: string, at: number): string
}

/** Everything an answer is made from. A fault of the catalog is another scene. */
export interface Scene {
  readonly catalog: CatalogView
  readonly rentals: EmulatorRentals
  readonly spelling: Spelling
  /** The account's money, four decimals. */
  readonly balance: string
  readonly desk: Desk
  /** When the request came, in milliseconds since the epoch. */
  readonly now: number
  /** Keeps what `write` made until the catalog changes: the full price table is tens of megabytes. */
  remember(name: string, write: () => Uint8Array): Uint8Array
}

/** Literals as the dialect wrote them. */
export const plainSpelling: Spelling = {
  price: literal => literal,
  count: literal => literal,
  time: written => written,
}

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

/** How SMS are told of. */
export interface Telling {
  /** The list of SMS, oldest first, as it is told before it is cut into pages. */
  rows<T>(rows: readonly T[]): readonly T[]
  /** The page that is sent when this one is asked for. */
  page(asked: number): number
  /** When a call of the host goes out about an SMS, in milliseconds after it; once for each. */
  readonly calls: readonly number[]
}

/** Everything an answer is made from. A fault of the catalog is another scene. */
export interface Scene {
  readonly catalog: CatalogView
  readonly rentals: EmulatorRentals
  readonly spelling: Spelling
  readonly telling: Telling
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

/** Each SMS once, in its place and at its time. */
export const plainTelling: Telling = {
  rows: rows => rows,
  page: asked => asked,
  calls: [0],
}

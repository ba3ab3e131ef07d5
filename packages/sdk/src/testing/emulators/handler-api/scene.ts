import type { CatalogView } from './catalog/view.ts'

/** How a number is put on the wire: receives the JSON literal a row would hold, returns the one it does hold. */
export interface Spelling {
  price(literal: string): string
  count(literal: string): string
}

/** Everything an answer is made from. A fault of the catalog is another scene. */
export interface Scene {
  readonly catalog: CatalogView
  readonly spelling: Spelling
  /** The account's money, four decimals. */
  readonly balance: string
  /** Keeps what `write` made until the catalog changes: the full price table is tens of megabytes. */
  remember(name: string, write: () => Uint8Array): Uint8Array
}

/** Literals as the dialect wrote them. */
export const plainSpelling: Spelling = { price: literal => literal, count: literal => literal }

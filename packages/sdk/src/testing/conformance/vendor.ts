import type { FetchLike } from '../../http/exchange.ts'
import type { Provider } from '../../provider/provider.ts'
import type { PurchaseRequest } from '../../provider/purchase.ts'
import type { RentalRequest } from '../../provider/rentals.ts'
import type { FakeClock } from '../fake-clock.ts'

/** What an emulated vendor is to be like. */
export interface VendorWishes {
  /** The time it lives in. It starts near the real one, since a transport works by that. */
  readonly clock: FakeClock
  /** The only key it accepts. */
  readonly apiKey: string
  /** The account's money, in the currency of the provider. */
  readonly balance: string
}

/** One number in the books of a vendor, whether or not anybody learned of it. Ids are the vendor's own. */
export interface SoldNumber {
  readonly id: string
  /** Digits with the country's calling code, with or without a plus. */
  readonly phone: string
  /** What is charged now, a decimal: all that it cost, or nothing once it was given back. */
  readonly charged: string
}

/** A vendor's own books: the judge of what a provider made of its answers. */
export interface VendorBooks {
  /** A decimal. */
  readonly balance: string
  /** Every activation ever sold, oldest first. */
  activations(): readonly SoldNumber[]
  /** Every rental ever sold, oldest first. Absent where nothing is rented. */
  rentals?(): readonly (SoldNumber & { readonly extensions: readonly unknown[] })[]
}

/**
 * A look-alike of a vendor that never leaves the process: the emulators of this package are some, and a handful of lines
 * over `Request` and `Response` can be one. By itself it sends no SMS and commits no fault; faults are put on the wire
 * between it and the provider.
 */
export interface EmulatedVendor {
  /** Answers as the vendor would. */
  fetch(this: void, input: string | URL | Request, init?: RequestInit): Promise<Response>
  readonly ledger: VendorBooks
  /** Delivers an SMS to a number; the id is the vendor's own, or with the provider in front. */
  sms(this: void, id: string, message: { readonly text: string; readonly code: string }): unknown
  /** The call this vendor made about the latest SMS. Absent where it makes none, or nobody has seen one. */
  webhook?(this: void): Promise<Request>
}

/** What is bought in the suite. */
export type Goods = Pick<PurchaseRequest, 'service' | 'country'>

/** How a provider and its vendor are made for the suite, and what the vendor sells. */
export interface ProviderSuite {
  /** Default: the id of the provider. */
  readonly name?: string
  /** The provider under test, over this `fetch`, at any pace. `clock` is the vendor's, for a provider that takes one. */
  create(parts: { readonly fetch: FetchLike; readonly apiKey: string; readonly clock: FakeClock }): Provider
  /** A fresh vendor. */
  emulator(wishes: VendorWishes): EmulatedVendor
  /** What it sells: at least 200 numbers, at 1.00 or less. */
  readonly sells: Goods
  /** What it knows and has none of. */
  readonly soldOut: Goods
  /** What it rents out; needed where the provider has rentals. */
  readonly rents?: Pick<RentalRequest, 'service' | 'country' | 'duration'>
  /** Default: the global one of the test runner. */
  readonly describe?: (name: string, body: () => void) => unknown
  /** Default: the global one of the test runner. */
  readonly it?: (name: string, run: () => Promise<void>) => unknown
}

/** One thing that a provider must do. `run` rejects with what it saw instead. */
export interface ProviderCase {
  readonly name: string
  run(): Promise<void>
}

import type { Charge } from './wallet.ts'

/** One request an emulator has received. */
export interface LedgerEntry {
  /** Milliseconds since the epoch, by the emulator's clock. */
  readonly at: number
  readonly action: string
  /** The query without the key and the action. */
  readonly params: Readonly<Record<string, string>>
  /** `null` as long as there is no answer. */
  readonly status: number | null
  /** Length of the body as announced; `null` where it is not. */
  readonly bytes: number | null
  /** Kind of the fault that took the call. */
  readonly fault: string | null
}

/** One SMS that a number received. */
export interface LedgerSms {
  /** Milliseconds since the epoch, by the emulator's clock. */
  readonly at: number
  readonly text: string
  /** As the host cuts it out; `null` for a text without one. */
  readonly code: string | null
  readonly sender: string
}

/** One activation that was sold, whether or not anybody learned of it. Times as in {@link LedgerEntry}, money as decimals. */
export interface LedgerActivation {
  readonly id: string
  readonly service: string
  readonly country: string
  readonly operator: string
  /** Digits with the country's calling code. */
  readonly phone: string
  /** What the sale charged. */
  readonly price: string
  readonly status: 'waiting' | 'received' | 'retrying' | 'completed' | 'cancelled' | 'expired'
  /** When the purchase was asked for. */
  readonly requestAt: number
  /** When it was made; later than `requestAt` where the host was late. */
  readonly boughtAt: number
  /** What is charged now: all that it cost, or nothing. */
  readonly charged: string
  readonly refunded: string
  /** Oldest first. */
  readonly sms: readonly LedgerSms[]
  /** The query of the purchase without the key and the action. */
  readonly params: Readonly<Record<string, string>>
}

/** More time that was sold on a rental. Times and money as in {@link LedgerActivation}. */
export interface LedgerExtension {
  readonly at: number
  readonly hours: number
  readonly price: string
}

/** One rental that was sold, whether or not anybody learned of it. */
export interface LedgerRental extends Omit<LedgerActivation, 'status'> {
  /** `completed`: ended by its owner before its time; `cancelled`: given back for its price. */
  readonly status: 'active' | 'completed' | 'cancelled' | 'expired'
  /** What the first sale was for, extensions left out. */
  readonly hours: number
  /** When its time is over, extensions included. */
  readonly endsAt: number
  /** Oldest first. */
  readonly extensions: readonly LedgerExtension[]
}

/** What the account owns and owes, by the host's own books. */
export interface Books {
  /** The account's money, a decimal with four places at least. */
  readonly balance: string
  /** Every activation ever sold, oldest first. */
  activations(): readonly LedgerActivation[]
  /** Every rental ever sold, oldest first. */
  rentals(): readonly LedgerRental[]
  /** Every movement of money, oldest first: the first balance less their sum is the balance. */
  charges(): readonly Charge[]
}

/** The emulator's own account of what happened; the judge of a client's. */
export interface Ledger extends Books {
  /** The latest 10,000 requests, oldest first. */
  requests(): readonly LedgerEntry[]
  /** How many requests there were in all, or of one action. */
  count(action?: string): number
  /** The latest 10,000 requests above the limit, refused with 429. */
  offences(): readonly LedgerEntry[]
}

/** Notes a request on arrival; the function returned notes its answer. */
export type Receive = (
  request: Omit<LedgerEntry, 'status' | 'bytes'>,
  offence?: boolean,
) => (response: Response) => void

const KEPT = 10_000

/** A ledger over the host's books, and the function that notes requests in it. */
export function createLedger(books: Books): { readonly ledger: Ledger; readonly receive: Receive } {
  const requests = createTail<LedgerEntry>()
  const offences = createTail<LedgerEntry>()
  const counts = new Map<string, number>()
  let total = 0

  const ledger: Ledger = {
    get balance() {
      return books.balance
    },
    activations: books.activations,
    rentals: books.rentals,
    charges: books.charges,
    requests: requests.latest,
    offences: offences.latest,
    count: action => (action === undefined ? total : (counts.get(action) ?? 0)),
  }
  const receive: Receive = (request, offence = false) => {
    const entry = { ...request, status: null as number | null, bytes: null as number | null }
    total += 1
    counts.set(request.action, ledger.count(request.action) + 1)
    requests.add(entry)
    if (offence) offences.add(entry)
    return response => {
      const length = response.headers.get('content-length')
      entry.status = response.status
      entry.bytes = length === null ? null : Number(length)
    }
  }
  return { ledger, receive }
}

/** A list that forgets all but its latest entries. */
function createTail<T>() {
  const entries: T[] = []
  return {
    latest: (): readonly T[] => entries.slice(-KEPT),
    add(entry: T) {
      entries.push(entry)
      // Cut now and then, not at every entry: shifting a long array is slow.
      if (entries.length >= 2 * KEPT) entries.splice(0, KEPT)
    },
  }
}

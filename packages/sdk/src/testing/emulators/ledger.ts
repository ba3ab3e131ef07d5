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

/** The emulator's own account of what happened; the judge of a client's. */
export interface Ledger {
  /** The account's money, a decimal with four places. */
  readonly balance: string
  /** The latest 10,000 requests, oldest first. */
  requests(): readonly LedgerEntry[]
  /** How many requests there were in all, or of one action. */
  count(action?: string): number
}

/** Notes a request on arrival; the function returned notes its answer. */
export type Receive = (request: Omit<LedgerEntry, 'status' | 'bytes'>) => (response: Response) => void

const KEPT = 10_000

/** Throws a RangeError for a balance that is no decimal of at most four places. */
export function createLedger(balance: string): { readonly ledger: Ledger; readonly receive: Receive } {
  if (!/^-?\d+(\.\d{1,4})?$/.test(balance)) throw new RangeError(`not a balance: ${JSON.stringify(balance)}`)
  const [whole = '0', fraction = ''] = balance.split('.')
  const requests: LedgerEntry[] = []
  const counts = new Map<string, number>()
  let total = 0

  const ledger: Ledger = {
    balance: `${whole}.${fraction.padEnd(4, '0')}`,
    requests: () => requests.slice(-KEPT),
    count: action => (action === undefined ? total : (counts.get(action) ?? 0)),
  }
  const receive: Receive = request => {
    const entry = { ...request, status: null as number | null, bytes: null as number | null }
    total += 1
    counts.set(request.action, ledger.count(request.action) + 1)
    requests.push(entry)
    // Cut now and then, not at every request: shifting a long array is slow.
    if (requests.length >= 2 * KEPT) requests.splice(0, KEPT)
    return response => {
      const length = response.headers.get('content-length')
      entry.status = response.status
      entry.bytes = length === null ? null : Number(length)
    }
  }
  return { ledger, receive }
}

/** What an offer costs, in millionths, and how many there are of it; `null`: untold. */
export interface LineState {
  readonly price: bigint
  readonly stock: number | null
}

/** A change of an offer, with what it was before and after; `null`: it was not sold. */
export interface LineChange {
  readonly at: number
  readonly before: LineState | null
  readonly after: LineState | null
}

/** An offer: how it is now, and its changes from the beginning of a time on, in any order. */
export interface Line {
  readonly current: LineState | null
  readonly changes: readonly LineChange[]
}

/** How offers stood at an instant, taken together. */
export interface Sample {
  readonly at: number
  /** Of the cheapest that was not sold out; `null` where there was none. */
  readonly price: bigint | null
  /** Of all of them together; `null` where none told it. */
  readonly stock: number | null
  /** How many there were. */
  readonly offers: number
}

/**
 * How offers stood at each of `instants`, which grow. Between two changes an offer stays as it was; before its first change
 * it was what that change says it was before, and one that never changed is as it is now. So changes are needed from the
 * first instant on, and for each offer at least the first one after the last instant.
 */
export function resample(lines: readonly Line[], instants: readonly number[]): Sample[] {
  const states = lines.map(line => createCursor(line))
  return instants.map(at =>
    sampleOf(
      at,
      states.map(stateAt => stateAt(at)).filter(state => state !== null),
    ),
  )
}

/** The states of one offer, for instants that grow. */
function createCursor({ current, changes }: Line): (at: number) => LineState | null {
  const inOrder = [...changes].sort((left, right) => left.at - right.at)
  let next = 0
  return at => {
    for (let change = inOrder[next]; change !== undefined && change.at <= at; change = inOrder[next]) next += 1
    const last = inOrder[next - 1]
    if (last) return last.after
    const first = inOrder[0]
    return first ? first.before : current
  }
}

function sampleOf(at: number, sold: readonly LineState[]): Sample {
  let price: bigint | null = null
  let stock: number | null = sold.length === 0 ? 0 : null
  for (const offer of sold) {
    if (offer.stock !== null) stock = (stock ?? 0) + offer.stock
    if (offer.stock !== 0 && (price === null || offer.price < price)) price = offer.price
  }
  return { at, price, stock, offers: sold.length }
}

/** The instants of a time, a step apart, from its beginning to before its end. */
export function instantsOf({ from, to, step }: { readonly from: number; readonly to: number; readonly step: number }) {
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, index) => from + index * step)
}

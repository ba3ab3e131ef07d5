/** An amount of money. The amount is a decimal string, never a float: `'0.25'`. */
export interface Money {
  readonly amount: string
  /** ISO 4217 code, for example `USD`. */
  readonly currency: string
}

const PLAIN_DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/
const SCALE = 6
const MAX_INTEGER_DIGITS = 12

/**
 * Turns a figure from the wire into a decimal string with at most six decimals, rounded half up, without trailing
 * zeros: `0.2500` and `"0.25"` both become `'0.25'`. Answers `null` for anything that is not a plain decimal number
 * (`"1,20"`, `"$1"`, `1e-9`, `NaN`, `true`), and for amounts above 12 integer digits.
 *
 * Six decimals is what `numeric(18,6)` holds and more than any provider sends on purpose.
 */
export function parseAmount(figure: unknown): string | null {
  const text = typeof figure === 'number' ? String(figure) : figure
  if (typeof text !== 'string') return null
  const match = PLAIN_DECIMAL.exec(text)
  if (!match) return null
  const [, sign = '', integer = '0', fraction = ''] = match
  if (integer.replace(/^0+/, '').length > MAX_INTEGER_DIGITS) return null
  const micros = toMicros(integer, fraction)
  return micros === 0n ? '0' : sign + formatMicros(micros)
}

/** Compares two amounts of one currency: negative when `left` is less. Throws a `RangeError` when they differ in currency. */
export function compareMoney(left: Money, right: Money): number {
  if (left.currency !== right.currency) {
    throw new RangeError(`cannot compare ${left.currency} with ${right.currency}`)
  }
  const difference = amountToMicros(left.amount) - amountToMicros(right.amount)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** `'0.25 USD'`. */
export function formatMoney({ amount, currency }: Money): string {
  return `${amount} ${currency}`
}

/** Millionths of the currency unit, exact. Throws a `RangeError` on anything that is not a plain decimal. */
export function amountToMicros(amount: string): bigint {
  const match = PLAIN_DECIMAL.exec(amount)
  if (!match) throw new RangeError(`not a decimal amount: ${JSON.stringify(amount)}`)
  const [, sign, integer = '0', fraction = ''] = match
  const micros = toMicros(integer, fraction)
  return sign ? -micros : micros
}

function toMicros(integer: string, fraction: string): bigint {
  const kept = fraction.slice(0, SCALE).padEnd(SCALE, '0')
  const roundUp = fraction.charCodeAt(SCALE) >= 0x35 // '5': half up, away from zero
  return BigInt(integer + kept) + (roundUp ? 1n : 0n)
}

function formatMicros(micros: bigint): string {
  const digits = micros.toString().padStart(SCALE + 1, '0')
  const fraction = digits.slice(-SCALE).replace(/0+$/, '')
  const integer = digits.slice(0, -SCALE)
  return fraction ? `${integer}.${fraction}` : integer
}

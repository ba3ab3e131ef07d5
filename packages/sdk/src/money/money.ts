/** An amount of money. The amount is a decimal string, never a float: `'0.25'`. */
export interface Money {
  readonly amount: string
  /** ISO 4217 code, for example `USD`. */
  readonly currency: string
}

const PLAIN_DECIMAL = /^(-?)(\d{1,32})(?:\.(\d{1,32}))?$/
/** What nearly every figure of a large table already is. */
const IN_OUR_FORM = /^(?:0|[1-9]\d{0,11})(?:\.\d{0,5}[1-9])?$/
const SCALE = 6
/** Six decimals and twelve digits before them: what `numeric(18,6)` holds. */
const MICROS_LIMIT = 10n ** 18n

/**
 * Turns a figure from the wire into a decimal string with at most six decimals, rounded half up, without trailing
 * zeros: `0.2500` and `"0.25"` both become `'0.25'`. Answers `null` for anything that is not a plain decimal number
 * (`"1,20"`, `"$1"`, `1e-9`, `NaN`, `true`), and for amounts above 12 integer digits.
 *
 * Six decimals is what `numeric(18,6)` holds and more than any provider sends on purpose.
 */
export function parseAmount(figure: unknown): string | null {
  const text = typeof figure === 'number' ? String(figure) : figure
  if (typeof text === 'string' && IN_OUR_FORM.test(text)) return text
  const micros = typeof text === 'string' ? readMicros(text) : null
  return micros === null || micros >= MICROS_LIMIT || micros <= -MICROS_LIMIT ? null : formatMicros(micros)
}

/** Compares two amounts of one currency: negative when `left` is less. Throws a `RangeError` when they differ in currency. */
export function compareMoney(left: Money, right: Money): number {
  if (left.currency !== right.currency) {
    throw new RangeError(`cannot compare ${left.currency} with ${right.currency}`)
  }
  return compareAmounts(left.amount, right.amount)
}

/** Compares two decimal strings: -1, 0 or 1. Throws a `RangeError` on anything that is not a plain decimal. */
export function compareAmounts(left: string, right: string): number {
  const difference = amountToMicros(left) - amountToMicros(right)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** `'0.25 USD'`. */
export function formatMoney({ amount, currency }: Money): string {
  return `${amount} ${currency}`
}

/** Throws a `RangeError` on anything that is not a plain decimal. */
export function amountToMicros(amount: string): bigint {
  const micros = readMicros(amount)
  if (micros === null) throw new RangeError(`not a decimal amount: ${JSON.stringify(amount)}`)
  return micros
}

/** Millionths of the currency unit, rounded half up, away from zero. `null`: not a plain decimal. */
function readMicros(text: string): bigint | null {
  const match = PLAIN_DECIMAL.exec(text)
  if (!match) return null
  const [, sign, integer = '', fraction = ''] = match
  const kept = BigInt(integer + fraction.slice(0, SCALE).padEnd(SCALE, '0'))
  const micros = fraction.charAt(SCALE) >= '5' ? kept + 1n : kept
  return sign ? -micros : micros
}

/** Millionths of the currency unit as a decimal string without trailing zeros. */
export function formatMicros(micros: bigint): string {
  const [sign, size] = micros < 0n ? ['-', -micros] : ['', micros]
  const digits = size.toString().padStart(SCALE + 1, '0')
  const fraction = digits.slice(-SCALE).replace(/0+$/, '')
  return `${sign}${digits.slice(0, -SCALE)}${fraction && `.${fraction}`}`
}

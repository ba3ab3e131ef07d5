const MICROS = 1_000_000
const DECIMAL = /^(\d+)(?:\.(\d{1,6}))?$/

/** Millionths of `text`, a plain decimal such as `0.25`. Throws a RangeError for anything else. */
export function toMicros(text: string): number {
  const [, whole, fraction = ''] = DECIMAL.exec(text) ?? []
  const micros = whole === undefined ? Number.NaN : Number(whole) * MICROS + Number(fraction.padEnd(6, '0'))
  if (!Number.isSafeInteger(micros)) throw new RangeError(`not a price: ${JSON.stringify(text)}`)
  return micros
}

/** The decimal of so many millionths, without trailing zeros beyond `places` decimals. */
export function fromMicros(micros: number, places = 0): string {
  // Exact: the shortest decimal that reads back as this double is the one with six places at most.
  const shortest = String(micros / MICROS)
  if (places === 0) return shortest
  const [whole = '', fraction = ''] = shortest.split('.')
  return `${whole}.${fraction.padEnd(places, '0')}`
}

/** `text` with at least `places` decimals: `0.5` with 4 is `0.5000`. */
export const withPlaces = (text: string, places: number): string => fromMicros(toMicros(text), places)

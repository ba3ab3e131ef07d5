/** `1`, `"1"`, `true` and their opposites; `null` for anything else. */
export function readFlag(value: unknown): boolean | null {
  const text = String(value)
  if (text === '1' || text === 'true') return true
  return text === '0' || text === 'false' ? false : null
}

const RENTAL = '2'

/** Rentals and activations share lists and answers at HeroSMS. Without a word about it, it is an activation. */
export function isRental(fields: Readonly<Record<string, unknown>>): boolean {
  return String(fields['subtype']) === RENTAL
}

/** A network; `any` is the word for no choice. */
export function readOperator(value: unknown): string | null {
  return typeof value === 'string' && value !== 'any' && /^[\w.-]{1,64}$/.test(value) ? value : null
}

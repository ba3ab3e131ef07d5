const PHONE = /^(?:\+|00)?([1-9]\d{5,14})$/
const LONGEST_PHONE = 40
const INSTANT = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/
/** The host's language writes "never" as the year 1. */
const FIRST_YEAR = 2000

/** A phone number in E.164, also where it comes with blanks, with `00` or without a plus; `null` when it cannot be one. */
export function readPhone(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || text.length > LONGEST_PHONE) return null
  const digits = PHONE.exec(text.replace(/[\s().-]/g, ''))?.[1]
  return digits === undefined ? null : `+${digits}`
}

/** An instant by the host's clock; it writes up to nine decimals of a second, of which a `Date` holds three. */
export function readInstant(value: unknown): Date | null {
  const [, seconds, fraction = '', zone] = (typeof value === 'string' && INSTANT.exec(value)) || []
  if (seconds === undefined || Number(seconds.slice(0, 4)) < FIRST_YEAR) return null
  const instant = new Date(`${seconds}${fraction.slice(0, 4)}${zone}`)
  return Number.isNaN(instant.getTime()) ? null : instant
}

/** A network in lower case, as all but one list of the host write it; `any` is the word for no choice. */
export function readOperator(value: unknown): string | null {
  const text = typeof value === 'string' ? value.toLowerCase() : ''
  return text !== 'any' && /^[\w.-]{1,64}$/.test(text) && !/^\.+$/.test(text) ? text : null
}

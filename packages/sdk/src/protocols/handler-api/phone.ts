const LONGEST = 40

/**
 * A phone number in E.164, `null` when it cannot be one. Hosts write it without `+`, a few with it, with blanks or with
 * `00`. Behind a single leading zero the country is missing: the digits then stay as they are, without a `+`.
 */
export function readPhone(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || text.length > LONGEST) return null
  const digits = /^(?:\+|00)?(\d{6,15})$/.exec(text.replace(/[\s().-]/g, ''))?.[1]
  if (digits === undefined) return null
  return digits.startsWith('0') ? digits : `+${digits}`
}

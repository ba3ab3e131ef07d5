/** An E.164 number in groups that are read easily. Where its area codes end nobody here knows, so they are groups of three. */
export function groupPhone(phone: string, dialCode = ''): string {
  const digits = phone.replace(/^\+/, '')
  if (!/^\d{5,20}$/.test(digits)) return phone
  const prefix = dialCode !== '' && digits.startsWith(dialCode) ? dialCode : ''
  const rest = digits.slice(prefix.length)
  const groups = rest.match(/\d{3}(?!\d$)|\d{1,4}/g) ?? []
  return `+${[prefix, ...groups].filter(group => group !== '').join(' ')}`
}

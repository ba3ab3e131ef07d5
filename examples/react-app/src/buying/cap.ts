/** What was typed as the most that one wants to pay. */
export type Cap =
  | { readonly amount: string; readonly problem: null }
  | { readonly amount: null; readonly problem: 'capMissing' | 'capUnreadable' | 'capZero' | 'capDecimals' }

const refused = (problem: NonNullable<Cap['problem']>): Cap => ({ amount: null, problem })

/**
 * Reads an amount as people write it: with a comma or a point before the decimals, with or without the sign of the currency.
 * An amount with both (`1,234.50`) is not guessed.
 */
export function parseCap(typed: string): Cap {
  const text = typed.replace(/[\s\p{Sc}]/gu, '')
  if (text === '') return refused('capMissing')
  const [, whole = '', fraction = ''] = /^(\d{0,9})(?:[.,](\d*))?$/.exec(text) ?? []
  if (whole === '' && fraction === '') return refused('capUnreadable')
  const cents = fraction.replace(/0+$/, '')
  if (cents.length > 6) return refused('capDecimals')
  const units = whole.replace(/^0+(?=\d)/, '') || '0'
  if (units === '0' && cents === '') return refused('capZero')
  return { amount: cents === '' ? units : `${units}.${cents}`, problem: null }
}

import type { Money } from '@onesms/sdk'
import { toClock } from './clock.ts'

/** How a language writes what is not words. */
export interface Format {
  money(money: Money): string
  /** A decimal as one types it. */
  decimal(amount: string): string
  count(count: number): string
  /** Short, for a glance: `12K`. */
  roughly(count: number): string
  /** Of 0 to 1. */
  percent(share: number): string
  moment(date: Date): string
  clock(milliseconds: number): string
  /** The language's own name of a country, else the one that came with it. */
  country(country: { readonly iso: string | null; readonly name: string }): string
  compare(left: string, right: string): number
}

export function createFormat(language: string): Format {
  const count = new Intl.NumberFormat(language)
  const rough = new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 3 })
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const regions = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
  const { compare } = new Intl.Collator(language, { sensitivity: 'base', numeric: true })
  const currencies = new Map<string, Intl.NumberFormat>()
  const moneyOf = (currency: string) => {
    const known = currencies.get(currency)
    if (known) return known
    const made = new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: 2,
      maximumFractionDigits: 6,
    })
    currencies.set(currency, made)
    return made
  }
  const separator = new Intl.NumberFormat(language).formatToParts(0.5).find(({ type }) => type === 'decimal')
  return {
    // A number is only looked at here; what is sent stays the text that it was.
    money: ({ amount, currency }) => moneyOf(currency).format(Number(amount)),
    decimal: amount => withCents(amount).replace('.', separator?.value ?? '.'),
    count: value => count.format(value),
    roughly: value => rough.format(value),
    percent: share => percent.format(share),
    moment: date => moment.format(date),
    clock: toClock,
    country: ({ iso, name }) => (iso !== null && /^[A-Z]{2}$/.test(iso) && regions.of(iso)) || name,
    compare,
  }
}

/** At least two decimals, as money has them. */
function withCents(amount: string): string {
  const [whole = '0', cents = ''] = amount.split('.')
  return `${whole}.${cents.padEnd(2, '0')}`
}

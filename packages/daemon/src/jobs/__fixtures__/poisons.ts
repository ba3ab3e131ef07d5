import type { EmulatorCatalog, FaultOf, HandlerApiFaults } from '@onesms/sdk/testing'

type Fault = { [Kind in keyof HandlerApiFaults]: FaultOf<HandlerApiFaults, Kind> }[keyof HandlerApiFaults]

/** What a poisoned answer may do to the catalog. */
export interface Poison {
  readonly fault: Fault
  /** `refused`: nothing. `harmless`: as if it were not there. `first country`: keeps the rows of that one as they were. */
  readonly effect: 'refused' | 'harmless' | 'first country'
}

const prices = { action: 'getPrices' } as const
const countries = { action: 'getCountries' } as const
const services = { action: 'getServicesList' } as const

/** Answers that the client takes to be in order, or to be wrong for good: it does not ask again. */
export const quickPoisons: readonly Poison[] = [
  { fault: { kind: 'half-countries', ...prices }, effect: 'refused' },
  { fault: { kind: 'half-countries', ...countries }, effect: 'harmless' },
  { fault: { kind: 'half-countries' }, effect: 'refused' },
  { fault: { kind: 'zero-stock', ...prices }, effect: 'refused' },
  { fault: { kind: 'price-factor', factor: 100, ...prices }, effect: 'refused' },
  { fault: { kind: 'price-factor', factor: 0.01, ...prices }, effect: 'refused' },
  { fault: { kind: 'garbage-counts', ...prices }, effect: 'refused' },
  { fault: { kind: 'garbage-prices', ...prices }, effect: 'refused' },
  { fault: { kind: 'bad-key', ...prices }, effect: 'refused' },
  { fault: { kind: 'bad-key', ...services }, effect: 'refused' },
  { fault: { kind: 'redirect', ...prices }, effect: 'refused' },
  { fault: { kind: 'error-envelope', form: 'title', code: 'BAD_ACTION', ...prices }, effect: 'refused' },
  { fault: { kind: 'answer', body: '{"code":500,"msg":"down"}', ...prices }, effect: 'refused' },
  { fault: { kind: 'answer', body: '{"0":{"tg":{"cost":"NaN","count":1}}}', ...prices }, effect: 'refused' },
  {
    fault: { kind: 'answer', body: '{"status":"success","services":[{"code":"tg","name":"Telegram"}]}', ...services },
    effect: 'harmless',
  },
  { fault: { kind: 'missing-country', ...prices }, effect: 'first country' },
  { fault: { kind: 'missing-country', ...countries }, effect: 'harmless' },
  { fault: { kind: 'missing-country' }, effect: 'first country' },
  { fault: { kind: 'empty-array-country', ...prices }, effect: 'first country' },
  { fault: { kind: 'service-first', ...prices }, effect: 'harmless' },
  { fault: { kind: 'numeric-strings' }, effect: 'harmless' },
  { fault: { kind: 'list-as-object' }, effect: 'harmless' },
  { fault: { kind: 'bom-crlf' }, effect: 'harmless' },
  { fault: { kind: 'wrong-content-type' }, effect: 'harmless' },
  { fault: { kind: 'hostile-codes', ...services }, effect: 'harmless' },
]

/** Answers that may be better the next time: the client asks three times, which takes more than half a second. */
export const slowPoisons: readonly Poison[] = [
  { fault: { kind: 'empty-array', ...prices }, effect: 'refused' },
  { fault: { kind: 'empty-object', ...services }, effect: 'refused' },
  { fault: { kind: 'null', ...countries }, effect: 'refused' },
  { fault: { kind: 'html', ...prices }, effect: 'refused' },
  { fault: { kind: 'truncated', ...prices }, effect: 'refused' },
  { fault: { kind: 'truncated', ...services }, effect: 'refused' },
  { fault: { kind: 'trailing-garbage', ...prices }, effect: 'refused' },
  { fault: { kind: 'server-error', ...prices }, effect: 'refused' },
  { fault: { kind: 'error-token', ...prices }, effect: 'refused' },
  { fault: { kind: 'rate-limited', retryAfter: 0, ...prices }, effect: 'refused' },
  { fault: { kind: 'reset', ...prices }, effect: 'refused' },
  { fault: { kind: 'reset-mid-body', ...prices }, effect: 'refused' },
  { fault: { kind: 'server-error', ...prices, nth: 1, times: 1 }, effect: 'harmless' },
]

/** Offers by country and service: `price in millionths` and stock, in the words of the emulator. */
export type Offers = ReadonlyMap<string, { readonly micros: number; readonly stock: number }>

/** What the catalog must hold after a sync, given what it held before. */
export function offersAfter(before: Offers, catalog: EmulatorCatalog, effect: Poison['effect'] | null): Offers {
  if (effect === 'refused') return before
  const [first] = catalog.countries
  const after = new Map(before)
  for (const { country, service, price, stock } of catalog.offers()) {
    if (effect === 'first country' && country === first?.id) continue
    after.set(`${country} ${service}`, { micros: Math.round(Number(price) * 1e6), stock })
  }
  return after
}

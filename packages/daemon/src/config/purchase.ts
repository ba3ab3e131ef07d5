import { z } from 'zod'
import { type Amounts, readMoney } from '../purchase/amounts.ts'
import { type Limits, NO_LIMITS, NOTHING, type PurchasePolicy } from '../purchase/policy.ts'

const money = z.string().transform((text, context) => {
  const read = readMoney(text)
  if (read) return read
  context.addIssue({ code: 'custom', message: "must be an amount above 0 and its currency, such as '0.50 USD'" })
  return z.NEVER
})

const amounts = z
  .union([money.transform(one => [one]), z.array(money).min(1)], {
    error: "must be an amount and its currency such as '0.50 USD', or a list of those, one for each currency",
  })
  .transform((all, context): Amounts => {
    const map = new Map(all.map(({ amount, currency }) => [currency, amount]))
    if (map.size < all.length) context.addIssue({ code: 'custom', message: 'must name each currency once' })
    return map
  })

const count = z.int('must be a whole number from 1').min(1, 'must be a whole number from 1').nullable().default(null)

const limits = z
  .strictObject({
    /** Purchases begun within a minute. Default: no limit. */
    perMinute: count,
    /** Purchases begun within an hour. Default: no limit. */
    perHour: count,
    /** Purchases begun on one day in UTC. Default: no limit. */
    perDay: count,
    /** Numbers that have not ended. Default: no limit. */
    live: count,
    /** What the purchases of one day in UTC may cost: `'5.00 USD'`, or a list with an amount for each currency. */
    spendPerDay: amounts.nullable().default(null),
  })
  .default(NO_LIMITS)

const list = (what: string) =>
  z
    .union([z.array(z.string().min(1).max(130)).min(1), z.literal('any')], {
      error: `must be a list of ${what}, or 'any'`,
    })
    .optional()

/** What may be bought over HTTP. Nothing, until it is enabled with a cap, a budget and lists. */
export const purchaseSchema = z
  .strictObject({
    /** Default `false`. `onesms purchases off` stops a running daemon too. */
    enabled: z.boolean('must be true or false; the variable: on or off').default(false),
    /** Who else buys with the keys. Default `shared`. */
    accountMode: z.enum(['shared', 'exclusive'], "must be 'shared' or 'exclusive'").default('shared'),
    /** Slugs such as `telegram`, or ids of a provider's own such as `hero-sms:tg`; or `'any'`. */
    services: list('services'),
    /** ISO codes, or ids of a provider's own; or `'any'`. */
    countries: list('countries'),
    /** The most that one activation may cost: `'0.50 USD'`, or a list with an amount for each currency. */
    maxPrice: amounts.optional(),
    /** The most that one rental, or one extension, may cost. Default: none are sold. */
    rentals: z.strictObject({ maxPrice: amounts }).nullable().default(null),
    limits: z.strictObject({ subject: limits, total: limits }).default({ subject: NO_LIMITS, total: NO_LIMITS }),
  })
  .transform((given, context): PurchasePolicy => {
    const { services = NOTHING.services, countries = NOTHING.countries, maxPrice = NOTHING.maxPrice, ...rest } = given
    const policy = { ...rest, services, countries, maxPrice }
    if (!policy.enabled) return policy
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: path.split('.'), message })
    if (!given.services) wrong('services', "is missing: name what may be bought, such as ['telegram'], or 'any'")
    if (!given.countries) wrong('countries', "is missing: name where numbers may come from, such as ['GB'], or 'any'")
    if (!given.maxPrice) wrong('maxPrice', "is missing: say the most that one number may cost, such as '0.50 USD'")
    checkBudget(policy, wrong)
    return policy
  })

/** A cap for each purchase alone is no bound: a leaked token buys many. */
function checkBudget(
  { maxPrice, rentals, limits }: PurchasePolicy & { readonly limits: { readonly total: Limits } },
  wrong: (path: string, message: string) => void,
): void {
  const { spendPerDay } = limits.total
  if (spendPerDay === null) {
    wrong('limits.total.spendPerDay', "is missing: say what all purchases of a day may cost, such as '20.00 USD'")
    return
  }
  for (const currency of new Set([...maxPrice.keys(), ...(rentals?.maxPrice.keys() ?? [])])) {
    if (!spendPerDay.has(currency))
      wrong('limits.total.spendPerDay', `names no amount in ${currency}, as a maxPrice does`)
  }
}

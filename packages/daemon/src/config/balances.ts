import { z } from 'zod'

/** What is worth telling of balances. */
export const balancesSection = z.strictObject({
  /** By id of the provider, in the currency of the account: below it the event `balance.low` is told, once. Default: none. */
  low: z
    .record(
      z.string(),
      z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, "must be an amount such as '5.00', with at most six decimals"),
    )
    .default({}),
})

/** A name that is no provider's would be a warning that never comes. */
export function strangersIn(
  low: Readonly<Record<string, string>>,
  providers: readonly { readonly id: string }[],
): string[] {
  return Object.keys(low)
    .filter(name => !providers.some(({ id }) => id === name))
    .map(name => `balances.low.${name}: no such provider is configured`)
}

import { ConfigurationError } from '../errors/access.ts'
import { addAmounts } from '../money/convert.ts'
import type { AccountFacet } from '../provider/provider.ts'
import type { FailoverParts } from './parts.ts'

/** The balances of all members together, in one currency. */
export function createAccount({ id, members, currency, convert }: FailoverParts): AccountFacet {
  return {
    async balance(call) {
      const balances = await Promise.all(members.map(({ account }) => account.balance(call)))
      const amounts = balances.map(balance => {
        const converted = convert(balance, currency, 'down')
        if (converted) return converted.amount
        throw new ConfigurationError(`no rate tells what ${balance.currency} is worth in ${currency}`, {
          provider: id,
          operation: 'account.balance',
          hint: 'Pass rates to failover, or ask the providers one by one.',
        })
      })
      return { amount: addAmounts(amounts), currency }
    },
  }
}

import * as z from 'zod/mini'
import { ConfigurationError } from '../../errors/access.ts'
import type { Money } from '../../money/money.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import { currency, listOf, made, parse } from '../../wire/schema.ts'
import type { CatalogParts } from './catalog.ts'

const operation = 'account.balance'

/** Below 0 where an account owes. */
const amount = z.string().check(z.regex(/^-?\d{1,12}(?:\.\d{1,18})?$/))
const balance = made({ provider: z.string(), amount, currency }, ({ provider, ...money }) => ({
  provider,
  money,
}))
const balances = z.object({ data: listOf(balance) })

/** The balance of the account that is meant, or of the only one. */
export async function readBalance({ line, provider, only }: CatalogParts, call: CallOptions): Promise<Money> {
  const read = (json: unknown) => parse(json, balances, 'balances').data
  const rows = await line.send({ operation, path: ['balances'], size: 'page', read }, call)
  const meant = only === null ? rows : rows.filter(row => row.provider === only)
  const [row, ...others] = meant
  if (row && others.length === 0) return row.money
  const ids = rows.map(each => each.provider).join(', ')
  throw new ConfigurationError(
    row ? `the daemon has several accounts: ${ids}` : 'the daemon tells no such balance yet',
    {
      provider,
      operation,
      hint: row ? 'Say which by the option provider.' : null,
    },
  )
}

import { userInfo } from 'node:os'
import { openAccounts } from '../../accounts/accounts.ts'
import { ConfigError } from '../../config/config-error.ts'
import type { Config } from '../../config/load.ts'
import { checkSchema } from '../../db/migrate.ts'
import { writeDeed } from '../../db/store/audit.ts'
import { createIntentStore } from '../../db/store/intents.ts'
import { setPurchaseSwitch } from '../../db/store/purchases/switch.ts'
import { readAccountOf, readPurchaseStates } from '../../db/store/read/admin/purchases.ts'
import { readPurchase } from '../../db/store/read/purchase.ts'
import { maskPhone } from '../../db/store/retire-phones.ts'
import type { Database } from '../../db/tables.ts'
import { EXIT } from '../exit.ts'
import { formatTable } from '../format.ts'
import { openDatabase } from '../open-database.ts'
import { print, say } from '../output.ts'

export interface Listing {
  readonly json?: boolean | undefined
  readonly limit: number
}

/** `onesms purchases [list|orphans]`: the latest purchases, or numbers on the accounts that belong to none. */
export function listPurchases(config: Config, what: 'latest' | 'orphan', { json, limit }: Listing): Promise<number> {
  return withDatabase(config, async database => {
    const found = await readPurchaseStates(database, what, limit)
    const rows = found.map(row => ({
      id: row.id,
      account: row.account,
      kind: row.kind,
      state: row.state,
      service: row.service,
      country: row.country,
      max_price: row.maxPrice,
      price: row.price,
      number: row.number,
      ...(what === 'orphan' && { phone: row.phone && maskPhone(row.phone) }),
      subject: row.subject,
      created_at: row.createdAt,
      why: row.refusal ?? row.doubt,
    }))
    for (const line of json ? rows.map(row => JSON.stringify(row)) : [formatTable(rows)]) print(line)
    return EXIT.ok
  })
}

/** `onesms purchases show <id>`: all that the ledger and the audit hold of one. */
export function showPurchase(config: Config, id: string, { json }: Pick<Listing, 'json'>): Promise<number> {
  return withDatabase(config, async database => {
    const found = await readPurchase(database, id)
    if (!found) return noSuch(id)
    const { audit, candidates, ...purchase } = found
    if (json) print(JSON.stringify(found))
    else {
      for (const [name, value] of Object.entries(purchase)) print(`${name.padEnd(16)}${text(value)}`)
      if (candidates.length > 0) print(`\nmay have bought\n${formatTable(candidates)}`)
      print(`\n${formatTable(audit)}`)
    }
    return EXIT.ok
  })
}

/** `onesms purchases resolve <id> <activation|none>`: says what a purchase of unknown outcome bought. Buys nothing. */
export function resolvePurchase(config: Config, id: string, bought: string): Promise<number> {
  return withDatabase(config, async database => {
    const accountId = await readAccountOf(database, id)
    if (accountId === null) return noSuch(id)
    const providers = config.providers.filter(provider => provider.id === accountId)
    const store = createIntentStore(database)
    const account = openAccounts({ providers, store, mode: config.purchase.accountMode }).get(accountId)
    if (!account) throw new ConfigError([`${id} was bought at ${accountId}, which is not configured here`])
    await writeDeed(database, { actor: actor(), action: 'resolve', intentId: id, provider: accountId, reason: bought })
    // The client is not closed: that would give the number back.
    const number = await account.client.purchases.resolve(id, bought)
    say(number ? `${id} bought ${number.id}. A daemon follows it.` : `${id} bought nothing. It is closed.`)
    return EXIT.ok
  })
}

/** `onesms purchases on|off`: allows or stops purchases in every process. */
export function switchPurchases(config: Config, isOn: boolean, reason: string | null): Promise<number> {
  return withDatabase(config, async database => {
    await setPurchaseSwitch(database, { isOn, actor: actor(), reason })
    say(isOn ? 'Purchases are allowed again.' : 'Purchases are stopped in every process.')
    return EXIT.ok
  })
}

async function withDatabase({ database }: Config, work: (database: Database) => Promise<number>): Promise<number> {
  const opened = await openDatabase(database)
  try {
    await checkSchema(opened.database)
    return await work(opened.database)
  } finally {
    await opened.close()
  }
}

function noSuch(id: string): number {
  say(`There is no purchase ${id}. What there is: onesms purchases list`)
  return EXIT.failed
}

const actor = () => `cli:${userInfo().username}`
const text = (value: unknown) =>
  value === null
    ? ''
    : value instanceof Date
      ? value.toISOString()
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value)

import { ConfigError } from '../../config/config-error.ts'
import type { Config } from '../../config/load.ts'
import { migrate } from '../../db/migrate.ts'
import { forgetProvider, type Remainder, readRemainder } from '../../db/store/forget.ts'
import type { Database } from '../../db/tables.ts'
import { systemClock } from '../../scheduler/clock.ts'
import { holdLease } from '../../scheduler/lease-keeper.ts'
import { processName } from '../../scheduler/process-name.ts'
import { EXIT } from '../exit.ts'
import { formatAge, formatCount } from '../format.ts'
import { openDatabase } from '../open-database.ts'
import { say } from '../output.ts'

/** `onesms forget <provider> [--confirm <provider>]`: takes a provider that is synced no longer out of all totals. */
export async function forget(
  { database, providers }: Config,
  provider: string,
  { confirm }: { readonly confirm?: string | undefined },
): Promise<number> {
  if (providers.some(({ id }) => id === provider))
    throw new ConfigError([
      `${provider} is configured: the next sync would bring it back. Take it out of providers first`,
    ])
  if (confirm !== undefined && confirm !== provider)
    throw new ConfigError([`--confirm ${confirm}: repeat the name of what is to be forgotten, which is ${provider}`])
  const opened = await openDatabase(database)
  try {
    await migrate(opened.database)
    const remainder = await readRemainder(opened.database, provider)
    if (!remainder) {
      say(`There is no catalog of ${provider}. What there is: onesms verify`)
      return EXIT.failed
    }
    if (confirm === undefined) {
      say(`Would take ${describe(remainder)} of ${provider} out of all totals. Nothing was changed.`)
      say(`To do it: onesms forget ${provider} --confirm ${provider}`)
      return EXIT.ok
    }
    return await forgetUnderLease(opened.database, provider, remainder)
  } finally {
    await opened.close()
  }
}

async function forgetUnderLease(database: Database, provider: string, remainder: Remainder): Promise<number> {
  const held = await holdLease(database, `catalog:${provider}`, processName(), systemClock)
  if (!held) {
    say(`Another process is syncing ${provider}. Stop it, or take the provider out of its configuration.`)
    return EXIT.failed
  }
  try {
    await forgetProvider(database, provider, held.lease)
    say(`Took ${describe(remainder)} of ${provider} out of all totals.`)
    return EXIT.ok
  } finally {
    await held.close()
  }
}

function describe({ offers, stock, age }: Remainder): string {
  return `${formatCount(offers)} offers and ${formatCount(stock)} numbers, seen ${formatAge(age)} ago,`
}

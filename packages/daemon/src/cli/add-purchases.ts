import type { Command } from 'commander'
import type { Config } from '../config/load.ts'
import { toCount } from './arguments.ts'

export interface CommandTools {
  readonly config: () => Promise<Config>
  readonly finish: (command: Promise<number>) => Promise<void>
}

/** Adds `onesms purchases` and what stands under it. */
export function addPurchases(program: Command, { config, finish }: CommandTools): void {
  const purchases = program
    .command('purchases')
    .description('what was bought over this database, and what nobody knows of; nothing here buys')
    .addHelpText(
      'after',
      '\nExamples:\n  onesms purchases list --limit 10\n  onesms purchases resolve 0198… hero-sms:4711\n  onesms purchases off --reason "balance is odd"',
    )
  purchases
    .command('list', { isDefault: true })
    .description('the latest purchases')
    .option('--limit <count>', 'how many', toCount, 50)
    .option('--json', 'print one line of JSON per purchase')
    .action(async options =>
      finish((await import('./commands/purchases.ts')).listPurchases(await config(), 'latest', options)),
    )
  purchases
    .command('orphans')
    .description('numbers on the accounts that belong to no purchase')
    .option('--limit <count>', 'how many', toCount, 50)
    .option('--json', 'print one line of JSON per number')
    .action(async options =>
      finish((await import('./commands/purchases.ts')).listPurchases(await config(), 'orphan', options)),
    )
  purchases
    .command('show')
    .description('all that is kept of one purchase, and what was done with it')
    .argument('<id>')
    .option('--json', 'print one line of JSON')
    .action(async (id, options) =>
      finish((await import('./commands/purchases.ts')).showPurchase(await config(), id, options)),
    )
  purchases
    .command('resolve')
    .description('say what a purchase of unknown outcome bought, after you looked at the account at the provider')
    .argument('<id>', 'of the purchase')
    .argument('<activation>', "id of the number it bought, such as hero-sms:4711, or 'none'")
    .action(async (id, activation) =>
      finish((await import('./commands/purchases.ts')).resolvePurchase(await config(), id, activation)),
    )
  purchases
    .command('off')
    .description('stop purchases in every process; what was sent before goes on')
    .option('--reason <text>', 'told to whoever tries to buy')
    .action(async ({ reason }) =>
      finish((await import('./commands/purchases.ts')).switchPurchases(await config(), false, reason ?? null)),
    )
  purchases
    .command('on')
    .description('allow purchases again')
    .action(async () => finish((await import('./commands/purchases.ts')).switchPurchases(await config(), true, null)))
}

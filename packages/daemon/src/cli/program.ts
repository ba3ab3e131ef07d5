import { Argument, Command, Option } from 'commander'
import type { Config } from '../config/load.ts'
import { jobNames } from '../jobs/job.ts'
import { logFormats } from '../observability/log-format.ts'
import { VERSION } from '../observability/version.ts'
import { addPurchases } from './add-purchases.ts'
import { toCount, toPort } from './arguments.ts'
import { isWritten } from './output.ts'

/** What the command line understands. Nothing runs before it is told to parse. */
export const program = new Command('onesms')
  .description("Keeps the providers' catalogs in your own Postgres and serves them over HTTP.")
  .option('--config <file>', 'configuration file (default: onesms.config.{mjs,js,json} in this folder)')
  .version(VERSION)
  .showHelpAfterError()
  .exitOverride() // throws instead; commands below take it over
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 failed (or, of status, verify and doctor: something is not well), 2 wrong configuration or usage, 78 the schema is newer than this version.',
  )

// Commands are loaded when they run: `onesms --help` should not wait for a database driver.
program
  .command('demo')
  .description(
    'all of it without account, money or database: an emulated provider, its catalog in a Postgres, an app that buys',
  )
  .option('--once', 'leave after the first syncs')
  .option('--json', 'print one line of JSON instead of a summary')
  .option('--fresh', 'begin with an empty database')
  .option('--port <port>', 'port of the HTTP API on loopback', toPort, 8787)
  .action(async options => finish((await import('./commands/demo.ts')).demo(options)))

program
  .command('start')
  .description('sync on schedule and serve the catalog, until Ctrl-C or SIGTERM')
  .addOption(
    new Option('--log <format>', 'how it writes its log; default: text on a terminal, json elsewhere').choices(
      logFormats,
    ),
  )
  .action(async options => finishSoon((await import('./commands/start.ts')).start(await config(), options)))

program
  .command('sync')
  .description('run a job now, for each provider')
  .addArgument(new Argument('<job>', 'what to sync').choices(jobNames))
  .option('--once', 'one run, then done (the default; says so in scripts)')
  .option('--provider <id>', 'only this provider')
  .option('--accept', 'accept what a guard refused, after you looked at it')
  .option('--json', 'print one line of JSON per run')
  .addHelpText('after', '\nExample: DATABASE_URL=postgres://… HERO_SMS_API_KEY=… onesms sync services --once')
  .action(async (job, options) => finish((await import('./commands/sync.ts')).sync(await config(), job, options)))

program
  .command('migrate')
  .description('bring the schema up to date')
  .option('--grant <role>', 'let this role run a daemon, and no more: it can change no table and nothing in the audit')
  .option('--print', 'print the SQL instead, for somebody else to run')
  .addHelpText(
    'after',
    '\nExamples:\n  onesms migrate --grant onesms_daemon\n  onesms migrate --print --grant onesms_daemon | psql "$ADMIN_URL"',
  )
  .action(async options => finish((await import('./commands/migrate.ts')).migrate(await config(), options)))

program
  .command('query')
  .description('run a statement that cannot write')
  .argument('<sql>')
  .option('--json', 'print one line of JSON per row')
  .option('--demo', 'look into the database of the demo')
  .addHelpText('after', "\nExample: onesms query 'SELECT SUM(total_available) FROM services WHERE active = true'")
  .action(async (sql, options) => finish((await import('./commands/query.ts')).query(await config(), sql, options)))

program
  .command('verify')
  .description('what the tables hold, how old it is, and whether it adds up')
  .option('--json', 'print one line of JSON')
  .option('--demo', 'look into the database of the demo')
  .action(async options => finish((await import('./commands/verify.ts')).verify(await config(), options)))

program
  .command('doctor')
  .description('what is wrong with configuration, database, clock and keys; changes nothing and buys nothing')
  .option('--json', 'print one line of JSON')
  .addHelpText(
    'after',
    '\nIt asks each provider for the balance, which costs nothing. Exit code 1 where it finds a problem.',
  )
  .action(async options => finish((await import('./commands/doctor.ts')).doctor(await config(), options)))

program
  .command('status')
  .description(
    'whether every job keeps to its schedule, balances, and what waits for somebody; exit code 1 when one is late',
  )
  .option('--json', 'print one line of JSON')
  .addHelpText('after', '\nExamples:\n  onesms status\n  onesms status --json | jq .open.unknown')
  .action(async options => finish((await import('./commands/status.ts')).status(await config(), options)))

addPurchases(program, { config, finish })

program
  .command('activations')
  .description('the numbers that are not over; what was sent to them is not shown')
  .option('--limit <count>', 'how many', toCount, 100)
  .option('--json', 'print one line of JSON per number')
  .addHelpText('after', '\nExample: onesms activations --json | jq -r .id')
  .action(async options => finish((await import('./commands/activations.ts')).activations(await config(), options)))

program
  .command('token')
  .description('make a token for the HTTP API; it is shown once and kept nowhere')
  .option('--json', 'print one line of JSON, with its hash')
  .addHelpText('after', '\nExample: ONESMS_TOKEN="$(onesms token)" onesms start')
  .action(async options => finish(Promise.resolve((await import('./commands/token.ts')).token(options))))

program
  .command('forget')
  .description('take a provider that is synced no longer out of all totals; says what it would do, unless confirmed')
  .argument('<provider>')
  .option('--confirm <provider>', 'do it; repeat the name')
  .action(async (provider, options) =>
    finish((await import('./commands/forget.ts')).forget(await config(), provider, options)),
  )

program
  .command('emulate')
  .description("serve a provider's look-alike on loopback: no account, no money")
  .addArgument(new Argument('<protocol>', 'whose language').choices(['handler-api', 'five-sim'] as const))
  .option('--port <port>', 'port on loopback; 0 takes any free one', toPort, 8788)
  .addOption(
    new Option('--dialect <name>', 'whose habits, of handler-api alone')
      .choices(['hero-sms', 'sms-bower', 'tiger-sms', 'classic'])
      .default('hero-sms'),
  )
  .action(async (protocol, options, command) => {
    if (protocol !== 'handler-api' && command.getOptionValueSource('dialect') === 'cli') {
      command.error("error: option '--dialect <name>' is of handler-api alone")
    }
    return finish((await import('./commands/emulate.ts')).emulate(protocol, options))
  })

async function config(): Promise<Config> {
  const { loadConfig } = await import('../config/load.ts')
  const { config: file } = program.opts<{ config?: string }>()
  return loadConfig({ directory: process.cwd(), environment: process.env, file })
}

async function finish(command: Promise<number>): Promise<void> {
  process.exitCode = await command
  // A pipe that nobody reads would keep the process for ever.
  if (!(await isWritten(1_000))) process.exit()
}

/** Ends although a provider leaves a request unanswered: what came of it stands in the ledger, for whoever comes next. */
async function finishSoon(command: Promise<number>): Promise<void> {
  await finish(command)
  setTimeout(() => process.exit(), 1_000).unref()
}

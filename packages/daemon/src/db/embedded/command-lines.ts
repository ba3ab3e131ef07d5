import type { Binaries } from './binaries.ts'
import { type Layout, PORT } from './layout.ts'

/** The role every process connects as; it owns everything. */
export const ROLE = 'onesms'

/** A program and its arguments. */
export type CommandLine = readonly [string, ...string[]]

/** Creates a cluster in `folder`. */
export function initdbLine(binaries: Binaries, folder: string, durable: boolean): CommandLine {
  return [
    binaries.initdb,
    `--pgdata=${folder}`,
    `--username=${ROLE}`,
    // The folder of the sockets is closed to others, which is all the guard there is and all it needs.
    '--auth=trust',
    '--encoding=UTF8',
    // Postgres's own locale sorts alike on every system; those of the operating system do not.
    '--no-locale',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ]
}

/** Serves the cluster, on a Unix socket only. */
export function postgresLine(binaries: Binaries, layout: Layout, durable: boolean): CommandLine {
  const settings = {
    listen_addresses: '',
    port: String(PORT),
    // A list, so a folder with a comma in its name needs the quotes.
    unix_socket_directories: `"${layout.run.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    // The log is bounded by being emptied at each start: what a healthy server writes on and on stays out of it, and
    // so do statements, which carry phone numbers and messages.
    log_checkpoints: 'off',
    log_min_error_statement: 'fatal',
    // Commits still wait for the write, which costs little without the flush, so that they survive a killed server.
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  }
  return [
    binaries.postgres,
    '-D',
    layout.cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

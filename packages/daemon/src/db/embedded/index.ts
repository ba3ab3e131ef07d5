/**
 * A Postgres server of our own, for who has none: real server programs from npm, one data directory per user.
 *
 * How its life is tied to those who use it:
 *
 * - Each server has a supervisor, a small detached process that listens on a Unix socket beside the server's own. Every
 *   process using the database, the one that started it included, keeps one connection to that socket open. When the
 *   last of them closes, the supervisor stops Postgres and exits. The kernel closes the connections of a killed process
 *   too, so nothing stays behind, and nobody depends on who came first.
 * - Supervisors are numbered: each binds `control.<n>`, one above the last. A bind succeeds once, and no number is used
 *   again, so of all the processes that find number n silent exactly one starts number n + 1; the others join it.
 * - Should Postgres or the supervisor be killed, the users lose their connections and do the same again: they start or
 *   join the next supervisor, which first stops what is left of the old server. Queries fail in between; pools reconnect.
 * - Should all be killed at once, the next to come does that, and Postgres recovers from its log.
 *
 * The server listens on a socket in a folder closed to others, and on no network. For root, whom Postgres refuses, it
 * runs as `postgres`, else `nobody`; other processes of that account can reach its data.
 */
import { serverAccount } from './account.ts'
import { ROLE } from './command-lines.ts'
import { createMissing } from './create-missing.ts'
import { EmbeddedDatabaseError } from './error.ts'
import { keepSeat } from './keep-seat.ts'
import { PORT } from './layout.ts'
import { assertSupported } from './platform.ts'
import { takeSeat } from './seat.ts'
import { socketUrl } from './socket-url.ts'

export { defaultDirectory } from './folders.ts'
export { clientArguments, withDatabase } from './socket-url.ts'

export interface EmbeddedOptions {
  /** Everything the server keeps is in here. Created if missing. */
  readonly directory: string
  /**
   * Whether commits survive the loss of power; they survive a killed server in any case. Defaults to `true`, which is
   * refused inside containers. Who starts the server decides.
   */
  readonly durable?: boolean
  /** Begin with an empty database. Defaults to `false`. */
  readonly fresh?: boolean
  /** Remove the directory, and all in it, some seconds after the last user has left. Defaults to `false`. */
  readonly temporary?: boolean
}

export interface EmbeddedDatabase {
  /** For psql and its likes; for the client library by way of {@link clientArguments}. */
  readonly url: string
  /** Whether this process started the server; others joined it. */
  readonly owner: boolean
  /** Leaves. The last one out stops the server, and waits for that. */
  close(): Promise<void>
}

const DATABASE = 'onesms'

/**
 * Joins the embedded server of a directory, and starts it where there is none. A process may do so any number of times.
 *
 * @throws {@link EmbeddedDatabaseError} where the server cannot run or should not, where its data is another version's,
 * and for `fresh` while others use the database.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { directory, durable = true, fresh = false, temporary = false } = options
  assertSupported(durable)
  const spec = { directory, account: await serverAccount(), durable, fresh, temporary }
  const seat = await takeSeat(spec)
  const url = socketUrl(seat.layout.run, PORT, ROLE, DATABASE)
  try {
    if (fresh && !seat.owner) {
      throw new EmbeddedDatabaseError(`${directory} is in use by another process. Stop that one to begin afresh.`)
    }
    await createMissing(url)
  } catch (error) {
    await seat.leave()
    throw error
  }
  return { url, owner: seat.owner, close: keepSeat(seat, { ...spec, fresh: false }) }
}

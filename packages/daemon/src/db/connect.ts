import postgres from 'postgres'
import { clientArguments } from './embedded/index.ts'

/** A connection pool, or a transaction on it: both run statements. */
export type Sql = postgres.ISql<Types>
export type Pool = postgres.Sql<Types>
type Types = { count: number; texts: readonly string[] }

export interface ConnectOptions {
  readonly url: string
  /** Shown in `pg_stat_activity`. Default `onesms`. */
  readonly name?: string
  /** Most connections. Default 5. */
  readonly max?: number
}

/**
 * Opens a pool. Statements are not prepared, so that they work behind a transaction pooler; counts arrive as numbers,
 * money as decimal strings.
 */
export function connect({ url, name = 'onesms', max = 5 }: ConnectOptions): Pool {
  const [address, options] = clientArguments(url, {
    max,
    prepare: false,
    connect_timeout: 10,
    idle_timeout: 30,
    // After a failover a connection may still lead to the old server, which then only reads.
    max_lifetime: 300,
    onnotice: () => {},
    connection: { application_name: name },
    // The driver would ask for the types of arrays on every new connection, and end the process when that fails.
    fetch_types: false,
    types: { count: COUNT, texts: TEXTS },
  })
  return postgres(address, options)
}

/** Whether {@link connect} can make sense of a URL. Asks nobody. */
export function isDatabaseUrl(url: string): boolean {
  try {
    connect({ url }) // connects with the first query only
    return true
  } catch {
    return false
  }
}

/** `bigint`: counts of ours stay far below 2^53. */
const COUNT = { to: 20, from: [20], serialize: (count: number) => String(count), parse: (text: string) => Number(text) }

/** `text[]`, the one kind of array that is ever sent. */
const TEXTS = {
  to: 1009,
  from: [1009],
  serialize: (texts: readonly string[]) => `{${texts.map(text => `"${text.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`,
  parse: (text: string) => text as unknown as readonly string[],
}

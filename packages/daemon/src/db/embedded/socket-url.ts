/**
 * The URL of a database behind a Unix socket in `folder`, as libpq spells it: `postgres://me@localhost:5432/db?host=/run/pg`.
 * psql and its likes take it as it is; the client library does not, see {@link clientArguments}.
 */
export function socketUrl(folder: string, port: number, username: string, database: string): string {
  // Not URLSearchParams, which writes a space as a plus sign: libpq takes that for a plus sign.
  return `postgres://${username}@localhost:${port}/${database}?host=${encodeURIComponent(folder)}`
}

/**
 * The arguments for `postgres()` that open `url`, wherever it leads.
 *
 * The client library (3.4.9) reads no socket out of a URL: it looks up `%2Frun%2Fpg` as the name of a machine, and sends
 * `?host=/run/pg` to the server at localhost as a setting, which that refuses. It does take the folder as an option.
 */
export function clientArguments<Options extends object>(
  url: string,
  options: Options,
): [string, Options & { host?: string }] {
  const parsed = URL.canParse(url) ? new URL(url) : null
  const host = parsed?.searchParams.get('host')
  if (!parsed || !host) return [url, options]
  parsed.searchParams.delete('host')
  return [parsed.href, { ...options, host }]
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

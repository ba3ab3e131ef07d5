// 08: connection; 28, 3D: not let in; 53: out of memory, disk or connections; 57: cancelled, shut down, starting up.
const SERVER_STATES = /^(08...|28...|3D000|53...|57014|57P..)$/
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
const DRIVER = /^(CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED))$/

/** Whether an error of the driver says that the database is not there, rather than that a statement is wrong. */
export function isDatabaseAbsent(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return SERVER_STATES.test(code) || NETWORK.has(code) || DRIVER.test(code)
}

const CODE = 'ECONNRESET'

/** What `fetch` rejects with when the other side resets the connection. */
export const connectionReset = (): TypeError =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(`read ${CODE}`), { code: CODE }) })

/** Whether an emulator asks for a reset by rejecting like this. */
export const isConnectionReset = (error: unknown): boolean =>
  error instanceof TypeError && error.cause instanceof Error && 'code' in error.cause && error.cause.code === CODE

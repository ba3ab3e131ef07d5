import { type AppContext, createApp } from '../app.ts'
import type { KnownToken } from '../auth/identity.ts'
import type { Scope } from '../auth/scope.ts'
import { hashOf } from '../auth/token.ts'
import type { TestApp } from './test-app.ts'

/** As `openssl rand -base64 48` makes them. */
export const tokenOf = (seed: string): string =>
  Buffer.concat([hashOf(seed), hashOf(`${seed}!`).subarray(16)]).toString('base64')

/** A configured token, which is `tokenOf` its subject. */
export const knownToken = (subject: string, scopes: readonly Scope[], issue = false): KnownToken => ({
  hash: hashOf(tokenOf(subject)),
  subject,
  scopes: new Set(scopes),
  issue,
})

/** Asks the API as the holder of a token, with JSON where there is a body. */
export type Ask = (method: string, path: string, token?: string, body?: unknown) => Promise<Response>

/** The same database behind an API of its own, as another process of the daemon has it. */
export function guardedApp(
  app: TestApp,
  tokens: readonly KnownToken[],
  more: Pick<AppContext, 'origins' | 'historyDays'> = {},
) {
  const { fetch } = createApp({
    // By turns, so that tests may put another pool in its place.
    database: {
      schema: app.database.schema,
      get sql() {
        return app.pool
      },
    },
    providers: [],
    clock: app.clock,
    tokens,
    isReady: () => true,
    triggerSync: async (_, { id }) => ({ provider: id, id: 1, state: 'running' }),
    onError: error => app.errors.push(error),
    ...more,
  })
  const ask: Ask = (method, path, token, body) => {
    const headers = new Headers()
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
    if (body !== undefined) headers.set('content-type', 'application/json')
    const json = body === undefined ? null : JSON.stringify(body)
    return fetch(new Request(`http://localhost${path}`, { method, headers, body: json }))
  }
  return { fetch, ask }
}

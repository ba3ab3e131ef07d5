// @vitest-environment node
import { createClient } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import { dehydrate, QueryClient } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const TOKEN = 'token-of-the-server-7f19'

const fetch = vi.fn<(url: string, init: RequestInit) => Promise<Response>>()
const token = vi.fn(async () => TOKEN)

beforeEach(() => {
  vi.resetModules()
  fetch.mockReset()
  token.mockClear()
  fetch.mockImplementation(async () =>
    Response.json({ as_of: null, next: null, data: [{ code: 'telegram', name: 'Telegram' }] }),
  )
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const clientOf = (source: string | typeof token = token) =>
  createClient({ provider: daemon({ url: 'https://onesms.example.com', token: source, fetch }) })

/** The page as a server writes it. */
async function pageOf(client = clientOf(), queryClient?: QueryClient) {
  const [{ OneSmsClientProvider }, { Everything }] = [
    await import('./index.ts'),
    await import('./__fixtures__/everything.tsx'),
  ]
  return renderToString(
    <StrictMode>
      <OneSmsClientProvider client={client} {...(queryClient && { queryClient })}>
        <Everything />
      </OneSmsClientProvider>
    </StrictMode>,
  )
}

describe('R10: on a server', () => {
  it('importing asks for nothing, starts no timer and listens to nothing', async () => {
    const globals = [
      'fetch',
      'setTimeout',
      'setInterval',
      'setImmediate',
      'addEventListener',
      'EventSource',
      'WebSocket',
    ]
    const spies = globals.map(() => vi.fn())
    for (const [index, name] of globals.entries()) vi.stubGlobal(name, spies[index])
    const entries = [await import('./index.ts'), await import('./queries/index.ts')]
    vi.unstubAllGlobals()
    expect(entries.map(entry => Object.keys(entry).length > 0)).toEqual([true, true])
    expect(spies.flatMap(({ mock }) => mock.calls)).toEqual([])
  })

  it('rendering asks for nothing, not even for a token, and writes what a page begins with', async () => {
    const html = await pageOf()
    expect(html).toContain('pending pending pending pending pending')
    expect(html).toContain('idle idle')
    expect(fetch).not.toHaveBeenCalled()
    expect(token).not.toHaveBeenCalled()
  })

  it('what was read beforehand is in the page; the token is in neither page nor answers', async () => {
    const queryClient = new QueryClient()
    const { servicesQuery } = await import('./queries/index.ts')
    const client = clientOf(TOKEN)
    await queryClient.prefetchQuery(servicesQuery(client))
    const html = await pageOf(client, queryClient)
    expect(html).toContain('success pending pending pending pending')
    expect(html).toContain('Telegram')
    expect(fetch.mock.calls.map(([url]) => new URL(url).pathname)).toEqual(['/v1/services'])
    expect(fetch.mock.calls.map(([, { headers }]) => new Headers(headers).get('authorization'))).toEqual([
      `Bearer ${TOKEN}`,
    ])
    expect(html + JSON.stringify(dehydrate(queryClient))).not.toContain(TOKEN)
  })

  it('requests of two users share nothing', async () => {
    const { keys } = await import('./queries/index.ts')
    const [one, other] = [new QueryClient(), new QueryClient()]
    const client = clientOf()
    await one.prefetchQuery({ queryKey: keys.balance(client), queryFn: () => 'of one' })
    expect(other.getQueryData(keys.balance(clientOf()))).toBeUndefined()
    expect(keys.balance(client)).toEqual(keys.balance(clientOf()))
  })
})

import { createClient, createMemoryStore } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import { FakeClock } from '@onesms/sdk/testing'
import { dehydrate, hydrate, QueryClient } from '@tanstack/react-query'
import { act, waitFor } from '@testing-library/react'
import { StrictMode } from 'react'
import { hydrateRoot, type Root } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Everything } from './__fixtures__/everything.tsx'
import { OneSmsClientProvider } from './index.ts'
import { servicesQuery } from './queries/index.ts'

const clock = new FakeClock()
const answers = vi.fn(async (url: string, _: RequestInit) =>
  url.includes('/v1/services')
    ? Response.json({ next: null, data: [{ code: 'telegram', name: 'Telegram' }] })
    : Response.json({ code: 'unauthorized', detail: 'no' }, { status: 401 }),
)
const paths = () => answers.mock.calls.map(([url]) => new URL(url).pathname)

/** A page of a daemon with this name: the first client of it in this process, as in a browser. */
function appOf(id: string, queryClient = new QueryClient()) {
  const provider = daemon({ url: 'https://onesms.example.com', id, fetch: answers, clock })
  const client = createClient({ provider, clock, store: createMemoryStore({ clock }) })
  const app = (
    <StrictMode>
      <OneSmsClientProvider client={client} queryClient={queryClient}>
        <Everything />
      </OneSmsClientProvider>
    </StrictMode>
  )
  return { client, queryClient, app }
}

let root: Root | undefined
const complaints = vi.fn()
beforeEach(() => {
  answers.mockClear()
  complaints.mockReset()
  vi.spyOn(console, 'error').mockImplementation(complaints)
})
afterEach(async () => {
  await act(async () => root?.unmount())
  vi.restoreAllMocks()
})

/** Puts the page of a server into the document and has React take it over. */
async function takeOver(html: string, app: React.ReactNode) {
  const container = document.createElement('div')
  container.innerHTML = html
  const [before] = container.children
  await act(async () => {
    root = hydrateRoot(container, app, { onRecoverableError: complaints })
  })
  expect(container.children[0]).toBe(before)
  return container
}

describe('R10: a page that a server has written is taken over', () => {
  it('without a difference, and only then it asks', async () => {
    const { app } = appOf('plain')
    const html = renderToString(app)
    expect(paths()).toEqual([])
    const container = await takeOver(html, app)
    await waitFor(() => expect(container.textContent).toContain('Telegram'))
    expect(complaints).not.toHaveBeenCalled()
    expect(paths()).toContain('/v1/services')
  })

  it('with what the server has read, which is not asked for again', async () => {
    const onServer = new QueryClient()
    const { app, client, queryClient } = appOf('prefetched')
    const { queryFn } = servicesQuery(client)
    // As server.test.tsx shows, it is kept there under the provider's own id.
    await onServer.prefetchQuery({ queryKey: ['onesms', 'prefetched', 'services'], queryFn })
    hydrate(queryClient, JSON.parse(JSON.stringify(dehydrate(onServer))))
    answers.mockClear()
    const html = renderToString(app)
    expect(html).toContain('Telegram')
    await takeOver(html, app)
    await waitFor(() => expect(paths()).toContain('/v1/countries'))
    expect(paths()).not.toContain('/v1/services')
    expect(complaints).not.toHaveBeenCalled()
  })
})

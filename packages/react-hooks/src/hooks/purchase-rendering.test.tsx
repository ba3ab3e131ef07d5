import { cleanup, render } from '@testing-library/react'
import { act, StrictMode, Suspense } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openStage } from '../__fixtures__/stage.tsx'
import { createAttemptStorage } from '../attempts/storage.ts'
import { OneSmsClientProvider } from '../context.tsx'
import { useBuyActivation } from './use-buy-activation.ts'

const request = { service: 'telegram', country: 'US' }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const attempt = { key: 'left-behind', request, startedAt: Date.now(), isBought: false }
  createAttemptStorage(openStage().client.provider, 'activation').write(attempt)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  sessionStorage.clear()
  vi.restoreAllMocks()
})

function Status() {
  return <output>{useBuyActivation().status}</output>
}

/** Is never ready. */
function Never(): never {
  throw new Promise(() => {})
}

describe('rendering a purchase', () => {
  it('R11 a render that is abandoned asks nothing, and forgets nothing', async () => {
    const { client, requests, advance } = openStage()
    const before = JSON.stringify({ ...sessionStorage })
    const view = render(
      <StrictMode>
        <OneSmsClientProvider client={client}>
          <Suspense fallback="…">
            <Status />
            <Never />
          </Suspense>
        </OneSmsClientProvider>
      </StrictMode>,
    )
    await advance(10_000)
    expect(view.container.textContent).toBe('…')
    view.unmount()
    await advance(10_000)
    expect([requests, JSON.stringify({ ...sessionStorage })]).toEqual([[], before])
  })

  it('R01 mounted twice by StrictMode, and by several components, an attempt that was left is asked about once', async () => {
    const { client, requests, advance } = openStage()
    const view = render(
      <StrictMode>
        <OneSmsClientProvider client={client}>
          <Status />
          <Status />
          <Status />
        </OneSmsClientProvider>
      </StrictMode>,
    )
    expect(view.container.textContent).toBe('checkingcheckingchecking')
    await advance(0)
    expect(requests).toEqual(['GET purchases'])
    view.unmount()
  })

  it('R10 a server renders that nothing is bought; the page takes that over, then shows what is so', async () => {
    const { client, requests, advance } = openStage()
    const complain = vi.spyOn(console, 'error')
    const app = (
      <OneSmsClientProvider client={client}>
        <Status />
      </OneSmsClientProvider>
    )
    const html = renderToString(app)
    expect([html, requests]).toEqual(['<output>idle</output>', []])
    const container = document.createElement('div')
    container.innerHTML = html
    const root = await act(() => hydrateRoot(container, app))
    await advance(0)
    expect(container.textContent).toBe('checking')
    expect(complain).not.toHaveBeenCalled()
    await act(() => root.unmount())
  })
})

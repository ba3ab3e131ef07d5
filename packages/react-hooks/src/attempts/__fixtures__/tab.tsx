import { AsyncLocalStorage } from 'node:async_hooks'
import { createClient, createMemoryStore } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import { act, fireEvent, render, within } from '@testing-library/react'
import { StrictMode } from 'react'
import { vi } from 'vitest'
import { type openStage, TELEGRAM, TOKEN } from '../../__fixtures__/stage.tsx'
import { OneSmsClientProvider } from '../../context.tsx'
import { useBuyActivation } from '../../hooks/use-buy-activation.ts'

export type Stage = ReturnType<typeof openStage>

/** The session storage of the tab whose code runs, however late. */
const storageOfTab = new AsyncLocalStorage<Storage>()

/** A form to buy by, and what has come of it. */
export function Shop({ onRender }: { readonly onRender?: () => void }) {
  onRender?.()
  const { status, isPending, data, error, mutate, reset } = useBuyActivation()
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        mutate(TELEGRAM)
      }}
    >
      <input aria-label="cap" />
      <button type="submit">buy</button>
      <button type="button" onClick={reset}>
        done
      </button>
      <output>{[status, isPending && 'pending', data?.phone, error?.name].filter(Boolean).join(' ')}</output>
    </form>
  )
}

/**
 * A tab: one page at a time, under StrictMode, with a session storage that outlives it. A page that was left sends nothing any
 * more and gets no answers; what it had sent arrives all the same.
 */
export function openTab({ wire, clock }: Stage, keys: string[], storage = createStorage()) {
  const inTab = <T,>(work: () => T): T => storageOfTab.run(storage, work)
  let renders = 0
  const onRender = () => {
    renders += 1
  }
  let page = load()

  function load() {
    let isAlive = true
    const whileAlive = <T,>(value: T) => (isAlive ? value : new Promise<never>(() => {}))
    const provider = daemon({
      url: 'https://onesms.example.com',
      token: TOKEN,
      provider: 'hero-sms',
      clock,
      requestsPerSecond: 10_000,
      fetch: async (url, init) => {
        await whileAlive(null)
        const key = new Headers(init.headers).get('idempotency-key')
        if (key !== null) keys.push(key)
        return wire.fetch(url, init).then(whileAlive, async error => Promise.reject(await whileAlive(error)))
      },
    })
    const client = createClient({ provider, clock, store: createMemoryStore({ clock }) })
    const ui = (
      <StrictMode>
        <OneSmsClientProvider client={client}>
          <Shop onRender={onRender} />
        </OneSmsClientProvider>
      </StrictMode>
    )
    const mount = () => inTab(() => render(ui))
    return {
      mount,
      view: mount(),
      leave: () => {
        isAlive = false
        page.view.unmount()
      },
    }
  }
  const button = (name: string) => within(page.view.container).getByRole('button', { name })

  return {
    storage,
    renders: () => renders,
    reload() {
      page.leave()
      page = load()
    },
    unmount: () => page.view.unmount(),
    mount() {
      page.view = page.mount()
    },
    click: (name = 'buy') => inTab(() => fireEvent.click(button(name))),
    /** Enter in the field. */
    enter: () => inTab(() => fireEvent.submit(within(page.view.container).getByLabelText('cap'))),
    shows: () => within(page.view.container).getByRole('status').textContent,
  }
}

/** Lets time pass for pages, daemon and vendor alike. */
export async function pass({ clock }: Stage, ms: number, step = Math.min(ms, 1_000)): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    await act(async () => {
      await vi.advanceTimersByTimeAsync(step)
      await clock.advance(step)
      for (let turn = 0; turn < 20; turn += 1) await new Promise<void>(resolve => setImmediate(resolve))
    })
  }
}

/** Time stands still until `pass`, and each tab has a storage of its own. */
export function holdTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
  vi.stubGlobal(
    'sessionStorage',
    new Proxy({} as Storage, { get: (_, name) => storageOfTab.getStore()?.[String(name)] }),
  )
}

export function createStorage(copied?: Storage): Storage {
  const rows = new Map<string, string>()
  const storage: Storage = {
    get length() {
      return rows.size
    },
    key: index => [...rows.keys()][index] ?? null,
    getItem: name => rows.get(name) ?? null,
    setItem: (name, text) => void rows.set(name, text),
    removeItem: name => void rows.delete(name),
    clear: () => rows.clear(),
  }
  for (let index = 0; copied && index < copied.length; index += 1) {
    const name = copied.key(index) ?? ''
    storage.setItem(name, copied.getItem(name) ?? '')
  }
  return storage
}

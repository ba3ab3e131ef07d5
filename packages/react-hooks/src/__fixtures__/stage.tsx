import '../../../sdk/src/__fixtures__/loaded.ts'
import { createClient, createMemoryStore } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { FakeClock } from '@onesms/sdk/testing'
import { QueryClient } from '@tanstack/react-query'
import { act, render, renderHook } from '@testing-library/react'
import { Fragment, type ReactElement, type ReactNode, StrictMode } from 'react'
import { emulatorOf } from '../../../sdk/src/__fixtures__/conformance.ts'
import { createStandInDaemon } from '../../../sdk/src/providers/daemon/__fixtures__/stand-in-daemon.ts'
import { createWire } from '../../../sdk/src/testing/conformance/wire.ts'
import { OneSmsClientProvider } from '../context.tsx'

const PROVIDERS_KEY = 'the-key-behind-9c41d7e2'
export const TOKEN = 'token-of-the-page-51ab'
export const TELEGRAM = { service: 'telegram', country: 'US' } as const
export const RENTAL = { service: 'telegram', country: 'GB', duration: { hours: 24 } } as const

export interface StageOptions {
  /** Renders under StrictMode, which mounts everything twice. Default `false`. */
  readonly strict?: boolean
}

/**
 * A vendor (an emulator with a ledger), a daemon in front of it, and pages of that daemon, all on one clock that stands still
 * until `advance`. `wire.fault` is what happens to the requests of pages on their way.
 */
export function openStage({ strict = false }: StageOptions = {}) {
  const clock = new FakeClock(Date.now())
  const vendor = emulatorOf('hero-sms', { clock, apiKey: PROVIDERS_KEY, balance: '1000' })
  const seller = heroSms({
    apiKey: PROVIDERS_KEY,
    dangerouslyAllowBrowser: true,
    requestsPerSecond: 10_000,
    fetch: (url, init) => vendor.fetch(url, init),
  })
  const standIn = createStandInDaemon({ provider: seller, clock, token: TOKEN })
  const wire = createWire({ fetch: standIn.fetch, ledger: vendor.ledger, sms: vendor.sms })
  const provider = daemon({
    url: 'https://onesms.example.com',
    token: TOKEN,
    provider: 'hero-sms',
    fetch: wire.fetch,
    clock,
    requestsPerSecond: 10_000,
  })
  /** A page that remembers nothing of an earlier one: a client and a cache of its own. */
  const openPage = () => {
    const client = createClient({ provider, clock, store: createMemoryStore({ clock }) })
    const queryClient = new QueryClient()
    const Mode = strict ? StrictMode : Fragment
    const wrapper = ({ children }: { readonly children?: ReactNode }) => (
      <Mode>
        <OneSmsClientProvider client={client} queryClient={queryClient}>
          {children}
        </OneSmsClientProvider>
      </Mode>
    )
    return {
      client,
      queryClient,
      wrapper,
      render: (ui: ReactElement) => render(ui, { wrapper }),
      renderHook: <Props, Result>(hook: (props: Props) => Result, initialProps?: Props) =>
        renderHook(hook, { wrapper, ...(initialProps !== undefined && { initialProps }) }),
    }
  }
  return {
    clock,
    vendor,
    standIn,
    wire,
    provider,
    openPage,
    ...openPage(),
    /** What the daemon was asked, such as `GET services`, `POST activations`, `GET activations/:id`. */
    requests: standIn.requests,
    posts: () => standIn.requests.filter(request => request.startsWith('POST')),
    sold: () => vendor.ledger.activations().length,
    /** Lets time pass, and React render what that brings. */
    advance: (ms: number) => act(() => clock.advance(ms)),
  }
}

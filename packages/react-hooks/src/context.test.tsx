import { type Client, OneSmsError } from '@onesms/sdk'
import { focusManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import { Fragment, type ReactNode, StrictMode, version } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openStage } from './__fixtures__/stage.tsx'
import { thrownBy } from './__fixtures__/thrown-by.ts'
import { OneSmsClientProvider, useOneSmsClient, useSetting } from './context.tsx'
import { useServices } from './hooks/use-services.ts'

afterEach(() => {
  vi.useRealTimers()
})

describe('OneSmsClientProvider', () => {
  it('gives the client to whoever is below it', () => {
    const { client, renderHook } = openStage()
    expect(renderHook(() => useOneSmsClient()).result.current).toBe(client)
  })

  it('keeps answers in the cache it is given, else in that of the app, else in one of its own', () => {
    const { client } = openStage()
    const [given, above] = [new QueryClient(), new QueryClient()]
    const cacheOf = (props: { readonly queryClient?: QueryClient }, around = (children: ReactNode) => children) => {
      const wrapper = ({ children }: { readonly children?: ReactNode }) =>
        around(
          <OneSmsClientProvider client={client} {...props}>
            {children}
          </OneSmsClientProvider>,
        )
      return renderHook(() => useSetting().queryClient, { wrapper })
    }
    const inApp = (children: ReactNode) => <QueryClientProvider client={above}>{children}</QueryClientProvider>
    expect(cacheOf({ queryClient: given }, inApp).result.current).toBe(given)
    expect(cacheOf({}, inApp).result.current).toBe(above)
    const { result, rerender } = cacheOf({})
    const [own] = [result.current]
    rerender()
    expect(result.current).toBe(own)
    expect([given, above]).not.toContain(own)
    expect(cacheOf({}).result.current).not.toBe(own)
  })

  it('a client of somebody else begins with a cache of its own', () => {
    const [one, other] = [openStage().client, openStage().client]
    let client: Client = one
    const { result, rerender } = renderHook(() => useSetting(), {
      wrapper: ({ children }) => <OneSmsClientProvider client={client}>{children}</OneSmsClientProvider>,
    })
    const before = result.current
    client = other
    rerender()
    expect(result.current.client).toBe(other)
    expect(result.current.queryClient).not.toBe(before.queryClient)
  })

  it.each([false, true])('its own cache looks again when the page is seen again (StrictMode: %s)', async strict => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { client, requests } = openStage()
    const Mode = strict ? StrictMode : Fragment
    const wrapper = ({ children }: { readonly children?: ReactNode }) => (
      <Mode>
        <OneSmsClientProvider client={client}>{children}</OneSmsClientProvider>
      </Mode>
    )
    const { result, unmount } = renderHook(() => useServices().isSuccess, { wrapper })
    await waitFor(() => expect(result.current).toBe(true))
    vi.setSystemTime(Date.now() + 30_000)
    act(() => focusManager.setFocused(true))
    act(() => focusManager.setFocused(undefined))
    await waitFor(() => expect(requests).toEqual(['GET services', 'GET services']))
    unmount()
    vi.setSystemTime(Date.now() + 30_000)
    act(() => focusManager.setFocused(true))
    act(() => focusManager.setFocused(undefined))
    expect(requests).toHaveLength(2)
  })

  it('R19: without it a hook says what to do', () => {
    const error = thrownBy(() => useOneSmsClient())
    expect(OneSmsError.is(error) && error.code).toBe('configuration')
    expect(String(error)).toContain('<OneSmsClientProvider client={client}>')
  })

  it('runs with the React that the project is for', ({ task }) => {
    expect(version.split('.')[0]).toBe(task.file.projectName === 'react-18' ? '18' : '19')
  })
})

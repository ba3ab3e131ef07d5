import { onlineManager } from '@tanstack/react-query'
import { act, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openStage } from '../__fixtures__/stage.tsx'
import { keys } from '../queries/index.ts'
import { useAvailability } from './use-availability.ts'
import { useBalance } from './use-balance.ts'
import { useCountries } from './use-countries.ts'
import { useOffers } from './use-offers.ts'
import { useServices } from './use-services.ts'

afterEach(() => {
  vi.useRealTimers()
  onlineManager.setOnline(true)
})

const HALF_A_MINUTE = 30_000

function Count({ name }: { readonly name: string }) {
  return <output aria-label={name}>{useServices().data?.length}</output>
}

describe('what is read', () => {
  it('services, countries, offers, availability and balance are those of the daemon', async () => {
    const { client, renderHook } = openStage()
    const { result } = renderHook(() => ({
      services: useServices(),
      countries: useCountries(),
      offers: useOffers({ service: 'telegram', country: 'US' }),
      availability: useAvailability({ service: 'telegram' }),
      balance: useBalance(),
    }))
    await waitFor(() => expect(Object.values(result.current).map(({ status }) => status)).not.toContain('pending'))
    expect(result.current.services.data).toEqual(await client.catalog.services())
    expect(result.current.countries.data).toEqual(await client.catalog.countries())
    expect(result.current.offers.data).toEqual(await client.catalog.offers({ service: 'telegram', country: 'US' }))
    expect(result.current.availability.data?.offers).toEqual(
      (await client.catalog.availability({ service: 'telegram' })).offers,
    )
    expect(result.current.balance.data).toEqual({ amount: '1000', currency: 'USD' })
  })

  it.each([false, true])('components share one request (StrictMode: %s)', async strict => {
    const { render, requests } = openStage({ strict })
    const names = Array.from({ length: 20 }, (_, index) => `list ${index}`)
    render(
      <main>
        {names.map(name => (
          <Count key={name} name={name} />
        ))}
      </main>,
    )
    await waitFor(() => expect(screen.getByLabelText('list 19').textContent).toBe('5'))
    expect(names.map(name => screen.getByLabelText(name).textContent)).toEqual(names.map(() => '5'))
    expect(requests).toEqual(['GET services'])
  })

  it.each<[string, () => unknown]>([
    ['services', () => useServices().data],
    ['countries', () => useCountries().data],
    ['offers', () => useOffers({ service: 'telegram' }).data],
    ['balances', () => useBalance().data],
  ])('%s are asked for anew after 30 seconds, and not before', async (path, useData) => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { renderHook, requests } = openStage()
    const look = async (count: number) => {
      const { result, unmount } = renderHook(useData)
      await waitFor(() => expect(result.current).toBeDefined())
      await waitFor(() => expect(requests).toEqual(Array(count).fill(`GET ${path}`)))
      unmount()
    }
    await look(1)
    vi.setSystemTime(Date.now() + HALF_A_MINUTE - 1_000)
    await look(1)
    vi.setSystemTime(Date.now() + 1_000)
    await look(2)
  })

  it('availability is asked for by every component anew, with what was known meanwhile, and as often as it is told', async () => {
    const { vendor, openPage, requests } = openStage()
    const { renderHook } = openPage()
    const first = renderHook(() => useAvailability({ country: 'US' }))
    await waitFor(() => expect(first.result.current.isSuccess).toBe(true))
    first.unmount()
    const second = renderHook(() => useAvailability({ country: 'US' }, { refetchInterval: 20 }))
    expect(second.result.current).toMatchObject({ isSuccess: true, isFetching: true })
    await waitFor(() => expect(requests.length).toBeGreaterThanOrEqual(4))
    expect(new Set(requests)).toEqual(new Set(['GET availability']))
    second.unmount()
    expect(vendor.ledger.activations()).toEqual([])
  })

  it('nothing is asked for while nothing is named, or while it may not', async () => {
    const { renderHook, requests } = openStage()
    const { result, rerender } = renderHook(
      ({ isOpen }: { readonly isOpen: boolean }) => ({
        idle: [
          useOffers(undefined),
          useOffers({}),
          useOffers({ service: '' }),
          useAvailability(undefined),
          useServices({ enabled: false }),
          useCountries({ enabled: false }),
          useBalance({ enabled: false }),
          useAvailability({ service: 'telegram' }, { enabled: false }),
        ],
        offers: useOffers({ country: 'US' }, { enabled: isOpen }),
      }),
      { isOpen: false },
    )
    expect(result.current.offers.fetchStatus).toBe('idle')
    rerender({ isOpen: true })
    await waitFor(() => expect(result.current.offers.isSuccess).toBe(true))
    expect(result.current.idle.map(({ status, fetchStatus }) => `${status} ${fetchStatus}`)).toEqual(
      Array(8).fill('pending idle'),
    )
    expect(requests).toEqual(['GET offers'])
  })

  it('R04: nothing is asked for while offline, and once when that is over', async () => {
    const { renderHook, requests } = openStage()
    onlineManager.setOnline(false)
    const { result } = renderHook(() => [useServices(), useServices()])
    expect(result.current.map(({ fetchStatus }) => fetchStatus)).toEqual(['paused', 'paused'])
    expect(requests).toEqual([])
    await act(async () => onlineManager.setOnline(true))
    await waitFor(() => expect(result.current.map(({ status }) => status)).toEqual(['success', 'success']))
    expect(requests).toEqual(['GET services'])
  })

  it('a component renders again only when something changed that it has read', async () => {
    const { queryClient, client, renderHook, requests } = openStage()
    let renders = 0
    const { result } = renderHook(() => {
      renders += 1
      return useServices().data
    })
    await waitFor(() => expect(result.current).toBeDefined())
    const before = renders
    await act(() => queryClient.invalidateQueries({ queryKey: keys.services(client) }))
    await waitFor(() => expect(requests).toEqual(['GET services', 'GET services']))
    await waitFor(() => expect(queryClient.isFetching()).toBe(0))
    expect(renders).toBe(before)
  })

  it('two clients of one kind never see what the other was told, also with one cache', async () => {
    const one = openStage()
    const other = openStage()
    await one.queryClient.prefetchQuery({ queryKey: keys.balance(one.client), queryFn: () => 'of one' })
    expect(one.queryClient.getQueryData(keys.balance(one.client))).toBe('of one')
    expect(one.queryClient.getQueryData(keys.balance(other.client))).toBeUndefined()
    expect(keys.balance(one.client)).toEqual(keys.balance(one.client))
  })
})

import { createClient, createMemoryStore, OneSmsError } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import { FakeClock } from '@onesms/sdk/testing'
import { renderHook, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { openStage, TOKEN } from '../__fixtures__/stage.tsx'
import { thrownBy } from '../__fixtures__/thrown-by.ts'
import { OneSmsClientProvider } from '../context.tsx'
import { useAvailability } from './use-availability.ts'
import { useBalance } from './use-balance.ts'
import { useCountries } from './use-countries.ts'
import { useOffers } from './use-offers.ts'
import { useServices } from './use-services.ts'

/** A page whose requests are all answered so; time flies, so that what is tried again is tried at once. */
function pageWith(answer: () => Promise<Response>, token?: () => string) {
  const clock = new FakeClock()
  let requests = 0
  const fetch = () => {
    requests += 1
    return answer()
  }
  const provider = daemon({ url: 'https://elsewhere.example.com/app', token: token ?? TOKEN, fetch, clock })
  const client = createClient({ provider, clock, store: createMemoryStore({ clock }) })
  const { result } = renderHook(() => useServices(), {
    wrapper: ({ children }) => <OneSmsClientProvider client={client}>{children}</OneSmsClientProvider>,
  })
  const settled = () =>
    waitFor(async () => {
      await clock.advance(60_000)
      expect(result.current.status).not.toBe('pending')
    })
  return { result, settled, requests: () => requests }
}

const html = () =>
  new Response('<!doctype html><html><head><title>My app</title></head><body><div id="root"></div></body></html>', {
    headers: { 'content-type': 'text/html' },
  })

describe('R19: what is wrong is said', () => {
  it('the page of the app itself instead of an answer of the daemon', async () => {
    const { result, settled } = pageWith(async () => html())
    await settled()
    const { error } = result.current
    expect(OneSmsError.is(error) && error.toJSON()).toMatchObject({ code: 'unexpected_response', reason: 'html' })
    expect(error?.message).toContain('daemon answered catalog.services')
    expect(error?.message).toContain('<title>My app</title>')
    expect(error?.message).not.toContain(TOKEN)
  })

  it('a page of status 404', async () => {
    const { result, settled } = pageWith(async () => new Response(html().body, { status: 404 }))
    await settled()
    expect(result.current.error?.message).toContain('the daemon, or something in front of it, answered with status 404')
  })

  it('nobody listens', async () => {
    const { result, settled } = pageWith(() => Promise.reject(new TypeError('Failed to fetch')))
    await settled()
    const { error } = result.current
    expect(OneSmsError.is(error) && error.toJSON()).toMatchObject({ code: 'provider_unavailable', provider: 'daemon' })
  })

  it('R08: a token that is refused is asked for once more, and then it is over', async () => {
    let tokens = 0
    const refused = async () => Response.json({ code: 'unauthorized', detail: 'unknown token' }, { status: 401 })
    const { result, settled, requests } = pageWith(refused, () => `token-${++tokens}`)
    await settled()
    expect(OneSmsError.is(result.current.error) && result.current.error.code).toBe('authentication')
    expect([tokens, requests()]).toEqual([2, 2])
  })

  it('an address that is none, as soon as the client is made', () => {
    expect(() => daemon({ url: 'onesms.example.com' })).toThrow('url is not a URL')
  })

  it('a service that nobody knows, with near matches', async () => {
    const { renderHook, requests } = openStage()
    const { result } = renderHook(() => useOffers({ service: 'telegrm', country: 'US' }))
    await waitFor(() => expect(result.current.isError).toBe(true))
    expect(result.current.error).toMatchObject({
      code: 'unknown_reference',
      suggestions: expect.arrayContaining(['telegram']),
    })
    expect(requests).toEqual(['GET offers'])
  })

  it.each([
    ['useServices', () => useServices()],
    ['useCountries', () => useCountries()],
    ['useOffers', () => useOffers({ service: 'telegram' })],
    ['useAvailability', () => useAvailability({ service: 'telegram' })],
    ['useBalance', () => useBalance()],
  ])('%s without a provider component', (_, hook) => {
    expect(thrownBy(hook)).toMatchObject({ code: 'configuration' })
  })
})

// @vitest-environment node
import { createClient } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import { describe, expect, it } from 'vitest'
import { availabilityQuery, balanceQuery, countriesQuery, keys, offersQuery, servicesQuery } from './index.ts'

const requests: string[] = []
const client = createClient({
  provider: daemon({
    url: 'https://onesms.example.com',
    fetch: (url, { signal }) => {
      requests.push(new URL(url).pathname)
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }))
    },
  }),
})

const reads = [
  ['/v1/services', servicesQuery(client), 30_000],
  ['/v1/countries', countriesQuery(client), 30_000],
  ['/v1/offers', offersQuery(client, { service: 'telegram' }), 30_000],
  ['/v1/availability', availabilityQuery(client, { service: 'telegram' }), 0],
  ['/v1/balances', balanceQuery(client), 30_000],
] as const

describe('reads without React', () => {
  it.each(reads)(
    '%s is a key, a function and how long it is fresh; its signal ends it',
    async (path, query, staleTime) => {
      requests.length = 0
      const controller = new AbortController()
      const reading = query.queryFn({ signal: controller.signal })
      await expect.poll(() => requests).toEqual([path])
      controller.abort(new Error('somebody left'))
      await expect(reading).rejects.toThrow('somebody left')
      expect(query).toEqual({ queryKey: query.queryKey, queryFn: query.queryFn, staleTime, retry: false })
    },
  )

  it('all keys differ, by what is asked for, too, and begin as those of the client', () => {
    const all = [
      ...reads.map(([, { queryKey }]) => queryKey),
      keys.offers(client, { service: 'telegram', country: 'GB' }),
      keys.offers(client, { country: 'GB' }),
      keys.availability(client, { country: 'GB' }),
    ]
    expect(new Set(all.map(key => JSON.stringify(key))).size).toBe(all.length)
    expect(all.map(key => key.slice(0, 2))).toEqual(all.map(() => [...keys.all(client)]))
  })
})

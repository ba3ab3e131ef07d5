import { describe, expect, it } from 'vitest'
import { emulatorOf } from '../../__fixtures__/conformance.ts'
import { providerChapters } from '../../testing/conformance/describe-provider.ts'
import type { ProviderSuite } from '../../testing/index.ts'
import { heroSms } from '../hero-sms/index.ts'
import { createStandInDaemon } from './__fixtures__/stand-in-daemon.ts'
import { daemon } from './index.ts'

const PROVIDERS_KEY = 'the-key-behind-9c41d7e2'

const suite: ProviderSuite = {
  create: ({ fetch, apiKey, clock }) =>
    daemon({
      url: 'https://onesms.example.com',
      token: apiKey,
      provider: 'hero-sms',
      fetch,
      clock,
      requestsPerSecond: 10_000,
    }),
  emulator(wishes) {
    const vendor = emulatorOf('hero-sms', { ...wishes, apiKey: PROVIDERS_KEY })
    const provider = heroSms({
      apiKey: PROVIDERS_KEY,
      fetch: (url, init) => vendor.fetch(url, init),
      requestsPerSecond: 10_000,
    })
    const standIn = createStandInDaemon({ provider, clock: wishes.clock, token: wishes.apiKey })
    return { fetch: standIn.fetch, ledger: vendor.ledger, sms: vendor.sms }
  },
  sells: { service: 'telegram', country: 'US' },
  soldOut: { service: 'whatsapp', country: 'US' },
  rents: { service: 'telegram', country: 'GB', duration: { hours: 24 } },
}

/** What only a provider must do that knows all names and sellers itself, or whose answer to a purchase cannot be asked for again. */
const NOT_ITS_OWN = /^P24|: a client finds|^an id of nobody is not found/

describe('daemon, as every provider', () => {
  for (const { name, cases } of providerChapters(suite)) {
    const own = cases.filter(({ name: title }) => !NOT_ITS_OWN.test(title))
    if (own.length === 0) continue
    describe(name, () => {
      for (const { name: title, run } of own) it(title, run)
    })
  }

  it('leaves out only what is named', () => {
    const titles = providerChapters(suite).flatMap(({ cases }) => cases.map(({ name }) => name))
    expect(titles.length - titles.filter(title => NOT_ITS_OWN.test(title)).length).toBeGreaterThan(60)
  })
})

import { describe, expect, it } from 'vitest'
import { handlerApiSuite } from '../../__fixtures__/conformance.ts'
import { OneSmsError } from '../../errors/base.ts'
import { OutOfStockError } from '../../errors/catalog.ts'
import { PurchaseNotSentError } from '../../errors/purchase.ts'
import { ProviderUnavailableError } from '../../errors/transport.ts'
import type { ActivationsFacet } from '../../provider/activations.ts'
import type { Provider } from '../../provider/provider.ts'
import { heroSms } from '../../providers/hero-sms/index.ts'
import { describeProvider, providerChapters } from './describe-provider.ts'

const sound = handlerApiSuite(heroSms, 'hero-sms')

type Break = (provider: Provider, key: string) => Partial<Provider>
type Change = (facet: Required<ActivationsFacet>) => Partial<ActivationsFacet>

const activations =
  (change: Change): Break =>
  provider => ({
    activations: { ...provider.activations, ...change(provider.activations as Required<ActivationsFacet>) },
  })
const context = { provider: 'hero-sms', operation: 'activations.purchase' }
const told = { provider: 'hero-sms', nativeId: '1', observedAt: new Date() }

/** What is broken → the cases that must see it. */
const broken: Readonly<Record<string, readonly [Break, RegExp]>> = {
  'a purchase that is tried again': [
    activations(({ purchase }) => ({
      purchase: (order, call) => purchase(order, call).catch(() => purchase(order, call)),
    })),
    /after the sale: unknown, sent once$/,
  ],
  'an unknown purchase that is called refused': [
    activations(({ purchase }) => ({
      purchase: (order, call) =>
        purchase(order, call).catch(() => {
          throw new OutOfStockError('none left', { ...context, rejected: true })
        }),
    })),
    /(after the sale|sold later): unknown, sent once$/,
  ],
  'an unknown purchase that is called not sent': [
    activations(({ purchase }) => ({
      purchase: (order, call) =>
        purchase(order, call).catch(() => {
          throw new PurchaseNotSentError('it was not sent', context)
        }),
    })),
    /(after the sale|sold later): unknown, sent once$/,
  ],
  'a refusal without proof': [
    activations(({ purchase }) => ({
      purchase: (order, call) =>
        purchase(order, call).catch(() => {
          throw new ProviderUnavailableError('something went wrong', context)
        }),
    })),
    /^(P18|P19 what|P19 a wrong|P04|P44 aborted before)/,
  ],
  'an error that becomes an empty list': [
    activations(({ list }) => ({ list: call => list(call).catch(() => []) })),
    /^P35/,
  ],
  'one page of the list': [
    activations(({ list }) => ({ list: async call => (await list(call)).slice(0, 100) })),
    /^P36/,
  ],
  'a number sold twice over': [
    activations(({ purchase }) => ({
      purchase: async (order, call) => {
        await purchase(order, call)
        return purchase(order, call)
      },
    })),
    /^sells one number/,
  ],
  'a price of its own': [
    activations(({ purchase }) => ({
      purchase: async (order, call) => ({
        ...(await purchase(order, call)),
        price: { amount: '0.2', currency: 'USD' },
      }),
    })),
    /^sells one number/,
  ],
  'a cancellation that is only said': [
    activations(() => ({
      cancel: async id => ({ ...told, id, status: 'cancelled', reason: 'user', refund: 'confirmed' }),
    })),
    /^(P40|P41|P42)/,
  ],
  'a completion that is only said': [
    activations(() => ({ complete: async id => ({ ...told, id, status: 'completed', refund: 'none' }) })),
    /^(completes a number|an id of nobody)/,
  ],
  'a code without its leading zeros': [
    activations(({ fetch }) => ({
      fetch: async (id, call) => {
        const seen = await fetch(id, call)
        const messages = seen.messages?.map(message => ({ ...message, code: String(Number(message.code)) }))
        return { ...seen, ...(messages && { messages }) }
      },
    })),
    /^(waits, then has|E05)/,
  ],
  'names that are passed through': [
    activations(({ targets }) => ({
      targets: request => {
        const [target] = targets({ service: 'telegram', country: 'US' })
        return target ? [{ ...target, service: String(request.service) }] : []
      },
    })),
    /^P24 knows no target/,
  ],
  'a catalog that may be empty': [
    ({ catalog }) => ({ catalog: { ...catalog, services: call => catalog.services(call).catch(() => []) } }),
    /^C01/,
  ],
  'a balance from yesterday': [
    ({ currency }) => ({ account: { balance: async () => ({ amount: '1000', currency }) } }),
    /^(tells the balance|a wrong key is an auth|an aborted call)/,
  ],
  'an abort with an error of its own': [
    ({ account }) => ({
      account: {
        balance: call =>
          account.balance(call).catch((error: unknown) => {
            throw OneSmsError.is(error) ? error : new ProviderUnavailableError('aborted')
          }),
      },
    }),
    /^an aborted call/,
  ],
  'an error with the key in it': [
    ({ account }, key) => ({
      account: {
        balance: call =>
          account.balance(call).catch(() => {
            throw new ProviderUnavailableError(`GET https://host.test/?api_key=${key}`)
          }),
      },
    }),
    /^T01/,
  ],
  'a list that its traits deny': [({ traits }) => ({ traits: { ...traits, openList: null } }), /^absent is what/],
}

const casesOf = (change: Break) =>
  providerChapters({
    ...sound,
    create(parts) {
      const provider = sound.create(parts)
      return { ...provider, ...change(provider, parts.apiKey) }
    },
  }).flatMap(({ cases }) => cases)

describe('the conformance suite', () => {
  it.each(Object.entries(broken))('sees %s', async (_, [change, pattern]) => {
    const cases = casesOf(change).filter(({ name }) => pattern.test(name))
    expect(cases.length).toBeGreaterThan(0)
    for (const { name, run } of cases) await expect(run(), name).rejects.toThrow()
  })

  it('names each case of a chapter once', () => {
    for (const { cases } of providerChapters(sound)) {
      expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
    }
  })

  it('runs by the describe and it that are passed, under the name that is passed', () => {
    const names: string[] = []
    describeProvider({
      ...sound,
      name: 'mine',
      describe: (name, body) => {
        names.push(name)
        body()
      },
      it: name => names.push(name),
    })
    expect(names.slice(0, 2)).toEqual(['mine', 'provider'])
    expect(names.length).toBeGreaterThan(60)
  })

  it('says what to pass where there are none', () => {
    expect(() => describeProvider(sound)).toThrow('describeProvider({ describe, it')
  })
})

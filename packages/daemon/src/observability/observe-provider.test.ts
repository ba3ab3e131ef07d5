import { AccountBlockedError, type Provider, ProviderUnavailableError } from '@onesms/sdk'
import { beforeEach, describe, expect, it } from 'vitest'
import { stubProvider } from '../http/testing/stub-provider.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { observeProvider } from './observe-provider.ts'

let metrics: Metrics
beforeEach(() => {
  metrics = createMetrics()
})

const stub = stubProvider('alpha', async () => [])
const answering = (balance: () => Promise<never> | Promise<{ amount: string; currency: string }>): Provider => ({
  ...stub,
  account: { balance },
})
const told = async (name: string) => {
  const text = await metrics.registry.getSingleMetricAsString(name)
  return text.split('\n').filter(line => !line.startsWith('#') && line !== '')
}

describe('a provider that is observed', () => {
  it('answers and throws as before, and has what it had', async () => {
    const money = { amount: '1', currency: 'USD' }
    const observed = observeProvider(
      answering(async () => money),
      metrics,
    )
    expect(await observed.account.balance({})).toBe(money)
    expect(observed.id).toBe('alpha')
    expect(observed.activations.list).toBeUndefined()
    expect(observed.rentals).toBeUndefined()
    expect(observed.account).toBe(observed.account)
    await expect(async () => observed.catalog.services({})).rejects.toThrow('not part of this test')
    expect(await told('onesms_provider_requests_total')).toEqual([
      'onesms_provider_requests_total{provider="alpha",action="account.balance",result="ok"} 1',
      'onesms_provider_requests_total{provider="alpha",action="catalog.services",result="failed"} 1',
    ])
  })

  it('counts as down from the first call that is refused unsent, until one is answered', async () => {
    const failures: Error[] = []
    const observed = observeProvider(
      answering(async () => {
        const failure = failures.shift()
        if (failure) throw failure
        return { amount: '1', currency: 'USD' }
      }),
      metrics,
    )
    const ask = () => observed.account.balance({}).catch(() => {})
    const outage = () => new ProviderUnavailableError('no answer')
    const why = outage()
    failures.push(outage(), why)
    await ask()
    await ask()
    expect(await told('onesms_provider_breaker_state')).toEqual(['onesms_provider_breaker_state{provider="alpha"} 0'])
    failures.push(why) // as the breaker throws it
    await ask()
    expect(await told('onesms_provider_breaker_state')).toEqual(['onesms_provider_breaker_state{provider="alpha"} 1'])
    await ask()
    expect(await told('onesms_provider_breaker_state')).toEqual(['onesms_provider_breaker_state{provider="alpha"} 0'])
  })

  it('tells until when an account is blocked', async () => {
    const until = new Date('2026-05-01T10:00:00Z')
    const observed = observeProvider(
      answering(async () => {
        throw new AccountBlockedError('banned', { until })
      }),
      metrics,
    )
    await expect(observed.account.balance({})).rejects.toThrow('banned')
    expect(await told('onesms_provider_banned_until_timestamp_seconds')).toEqual([
      `onesms_provider_banned_until_timestamp_seconds{provider="alpha"} ${until.getTime() / 1_000}`,
    ])
  })

  it('hands on a scan with its report, and ends one that nobody reads on', async () => {
    let ended = 0
    const scan = async function* () {
      try {
        yield 'first'
        yield 'second'
        return 'report'
      } finally {
        ended += 1
      }
    }
    const observed = observeProvider(
      { ...stub, catalog: { ...stub.catalog, scan: scan as unknown as Provider['catalog']['scan'] } },
      metrics,
    )
    const rows = observed.catalog.scan({}, {})
    expect([await rows.next(), await rows.next(), await rows.next()]).toEqual([
      { done: false, value: 'first' },
      { done: false, value: 'second' },
      { done: true, value: 'report' },
    ])
    for await (const row of observed.catalog.scan({}, {})) if (row) break
    expect(ended).toBe(2)
    expect(await told('onesms_provider_requests_total')).toEqual([
      'onesms_provider_requests_total{provider="alpha",action="catalog.scan",result="ok"} 1',
      'onesms_provider_requests_total{provider="alpha",action="catalog.scan",result="aborted"} 1',
    ])
  })
})

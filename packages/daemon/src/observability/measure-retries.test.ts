import { failover, type Provider } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { expect, it } from 'vitest'
import { stubProvider } from '../http/testing/stub-provider.ts'
import { measureRetries } from './measure-retries.ts'
import { createMetrics } from './metrics.ts'

it('what a provider may still repeat is read at each scrape, of one that is made of others by each of them', async () => {
  const metrics = createMetrics()
  const told = async () => (await metrics.registry.getSingleMetricAsString('onesms_provider_retry_tokens')).split('\n')
  let left = 3
  const alpha: Provider = { ...stubProvider('alpha', async () => []), retriesLeft: () => left }
  const silent = stubProvider('silent', async () => [])
  measureRetries(metrics, [failover([alpha, heroSms({ apiKey: '0123456789abcdef' })]), silent])
  const rows = (tokens: number) => [
    `onesms_provider_retry_tokens{provider="alpha"} ${tokens}`,
    'onesms_provider_retry_tokens{provider="hero-sms"} 10',
  ]
  expect((await told()).slice(2)).toEqual(rows(3))
  left = 2.1
  expect((await told()).slice(2)).toEqual(rows(2.1))
})

it('one that fails to tell it, or tells no number, takes no other figure with it', async () => {
  const metrics = createMetrics()
  const telling = (id: string, retriesLeft: () => unknown): Provider => ({
    ...stubProvider(id, async () => []),
    retriesLeft: retriesLeft as () => number,
  })
  const fail = () => {
    throw new Error('not now')
  }
  measureRetries(metrics, [telling('alpha', fail), telling('beta', () => 'many'), telling('gamma', () => 7)])
  const told = (await metrics.registry.metrics()).split('\n').filter(line => line.startsWith('onesms_provider_retry'))
  expect(told).toEqual(['onesms_provider_retry_tokens{provider="gamma"} 7'])
})

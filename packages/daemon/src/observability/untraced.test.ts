import { createRequire } from 'node:module'
import { createClient, type Provider } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, type HandlerApiEmulator, serve } from '@onesms/sdk/testing'
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http'
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici'
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createMetrics } from './metrics.ts'
import { observeProvider } from './observe-provider.ts'

const CANARY = 'canary-9f3a-key'
const exporter = new InMemorySpanExporter()
const tracer = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
// Of the emulator, which is in this process, nothing is to be seen.
const instrumentations = [
  new HttpInstrumentation({ disableIncomingRequestInstrumentation: true }),
  new UndiciInstrumentation(),
]

let emulator: HandlerApiEmulator
let host: Awaited<ReturnType<typeof serve>>
beforeAll(async () => {
  tracer.register()
  for (const instrumentation of instrumentations) instrumentation.setTracerProvider(tracer)
  createRequire(import.meta.url)('node:http') // only what is loaded after them do they look into
  emulator = createHandlerApiEmulator({ apiKey: CANARY, size: { services: 3, countries: 2 }, magicServices: true })
  host = await serve(emulator)
})
afterEach(() => exporter.reset())
afterAll(async () => {
  for (const instrumentation of instrumentations) instrumentation.disable()
  await tracer.shutdown()
  await host.close()
})

const spans = () =>
  exporter.getFinishedSpans().map(({ name, attributes, events, links, status, resource }) => ({
    name,
    attributes,
    events,
    links,
    status,
    resource: resource.attributes,
  }))

/** Reads, scans and buys, and lets one call fail. */
async function use(provider: Provider): Promise<void> {
  await provider.account.balance({})
  await provider.catalog.services({})
  for await (const batch of provider.catalog.scan({}, {})) expect(batch).toBeDefined()
  const client = createClient({ provider })
  const country = { nativeId: String(emulator.catalog.countries[0]?.id) }
  await client.activations.buy({ service: { nativeId: 'mute' }, country })
  emulator.faults.inject({ kind: 'reset', action: 'getBalance' })
  await provider.account.balance({}).catch(() => {})
  emulator.faults.clear()
  void client.close()
}
const plain = () => heroSms({ apiKey: CANARY, baseUrl: `${host.url}/stubs/handler_api.php` })

describe('tracing that hooks into HTTP', () => {
  it('T03 sees the key in the address of reads and of purchases, where nothing keeps it from it', async () => {
    await use(plain())
    const seen = JSON.stringify(spans())
    expect(seen).toContain(CANARY)
    expect(seen).toMatch(/getNumber[^"]*/)
  })

  it('T03 sees nothing of what the daemon asks a provider, but what the daemon says of it', async () => {
    await use(observeProvider(plain(), createMetrics()))
    const seen = spans()
    expect(JSON.stringify(seen)).not.toContain(CANARY)
    expect(JSON.stringify(seen)).not.toContain('handler_api')
    expect(new Set(seen.map(({ name }) => name))).toEqual(
      new Set(
        ['account.balance', 'catalog.services', 'catalog.scan', 'activations.purchase'].map(
          action => `hero-sms ${action}`,
        ),
      ),
    )
    expect(seen.filter(({ attributes }) => attributes['error.type'] !== undefined)).toHaveLength(1)
  })
})

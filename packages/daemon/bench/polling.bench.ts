import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createClient, type Provider } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, FakeClock } from '@onesms/sdk/testing'
import type { Bench } from './bench.ts'

const NUMBERS = 10_000
const MINUTE = 60_000
const MEBIBYTE = 1024 * 1024

setFlagsFromString('--expose_gc')
const collectGarbage: () => void = runInNewContext('gc')
const turnOfTheLoop = () => new Promise(resolve => setImmediate(resolve))

/** Requests a minute that 10,000 open numbers cost, by the emulator's books. */
export const pollRequests: Bench = {
  about: 'requests a minute for 10,000 open numbers, over those of one call per number; counts, not milliseconds',
  run: async () => {
    const one = await followMany(provider => ({
      ...provider,
      activations: { ...provider.activations, fetchMany: undefined as never },
    }))
    const many = await followMany(provider => provider)
    return {
      floor: [one.requests],
      ours: [many.requests],
      notes: [`${many.requests} requests a minute in place of ${one.requests}; the list comes in pages of 100`],
    }
  },
}

/** What following 10,000 numbers does to the process that does it (G13). */
export const tenThousandWaits: Bench = {
  about:
    'milliseconds of event loop lag at p99 while 10,000 waits run, over 1; emulator in the same process, each answer in a turn of its own',
  run: async rounds => {
    const lags: number[] = []
    let heap = 0
    for (let round = 0; round < rounds; round += 1) {
      const figures = await followMany(provider => provider)
      lags.push(figures.lag)
      heap = Math.max(heap, figures.heap)
    }
    return {
      floor: lags.map(() => 1),
      ours: lags,
      notes: [`heap of the client and its 10,000 handles after collection: ${heap.toFixed(0)} MiB (goal: below 150)`],
    }
  },
}

async function followMany(change: (provider: Provider) => Provider) {
  const clock = new FakeClock()
  const { apiKey, fetch, ledger } = createHandlerApiEmulator({ balance: '1000000', autoSms: false, clock })
  const query = new URLSearchParams({ api_key: apiKey, action: 'getNumberV2', service: 'wa', country: '15' })
  query.set('maxPrice', '100')
  for (let bought = 0; bought < NUMBERS; bought += 1) await fetch(`http://host/stubs/handler_api.php?${query}`)
  const asFromASocket: typeof fetch = async (input, init) => {
    await turnOfTheLoop()
    return fetch(input, init)
  }
  const provider = heroSms({ apiKey, fetch: asFromASocket, requestsPerSecond: 1_000_000 })
  const client = createClient({ provider: change(provider), clock })
  collectGarbage()
  const heapBefore = process.memoryUsage().heapUsed
  const leave = (await client.activations.list()).map(activation => activation.on('message', () => {}))
  if (leave.length !== NUMBERS) throw new Error(`${leave.length} numbers are open, not ${NUMBERS}`)
  await pass(clock, MINUTE) // until looks are spread as they will be
  const before = ledger.count()
  const lag = monitorEventLoopDelay({ resolution: 1 })
  lag.enable()
  await pass(clock, MINUTE)
  lag.disable()
  collectGarbage()
  const heap = (process.memoryUsage().heapUsed - heapBefore) / MEBIBYTE
  const requests = ledger.count() - before
  for (const stop of leave) stop()
  return { requests, lag: lag.percentile(99) / 1e6, heap }
}

/** Lets time pass in steps, each with turns enough for a list of a hundred pages. */
async function pass(clock: FakeClock, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1_000) {
    await clock.advance(1_000)
    for (let turn = 0; turn < 400; turn += 1) await turnOfTheLoop()
  }
}

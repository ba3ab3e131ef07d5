import { createClient } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { type Bench, median, time } from './bench.ts'
import { type EmulatorProcess, startEmulator } from './emulator-process.ts'

const CALLS = 200

export const callOverhead: Bench = {
  about:
    'a read through the client (offers of one service in all countries), over fetch and JSON.parse of the same answer; p50, limiter off',
  run: rounds =>
    onEmulator(async ({ address, apiKey }) => {
      const { catalog } = createClient({
        provider: heroSms({ apiKey, baseUrl: address, requestsPerSecond: 1_000_000 }),
      })
      const url = `${address}?api_key=${apiKey}&action=getPrices&service=tg`
      const bare = async () => JSON.parse(await (await fetch(url)).text())
      const ours = () => catalog.offers({ service: 'telegram' })
      await inTurn(bare, ours, 50) // warm
      const floorOf: number[] = []
      const oursOf: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        const times = await inTurn(bare, ours, CALLS)
        floorOf.push(median(times.floor))
        oursOf.push(median(times.ours))
      }
      return { floor: floorOf, ours: oursOf }
    }),
}

export const availability: Bench = {
  about: 'one service over all countries through the client, over the bare exchange',
  run: rounds =>
    onEmulator(async ({ address, apiKey }) => {
      const provider = heroSms({ apiKey, baseUrl: address, requestsPerSecond: 1_000_000 })
      const { catalog } = createClient({ provider })
      const url = `${address}?api_key=${apiKey}&action=getPrices&service=wa`
      const times = await inTurn(
        async () => (await fetch(url)).text(),
        () => catalog.availability({ service: 'whatsapp' }),
        rounds * 40,
      )
      const ours = median(times.ours)
      return {
        floor: times.floor,
        ours: times.ours,
        notes: [
          `${ours.toFixed(1)} ms in one request; with a provider that takes 300 ms: ${(ours + 300).toFixed(0)} ms (goal < 1,000 ms)`,
        ],
      }
    }),
}

async function inTurn(
  floor: () => Promise<unknown>,
  ours: () => Promise<unknown>,
  calls: number,
): Promise<{ floor: number[]; ours: number[] }> {
  const times: { floor: number[]; ours: number[] } = { floor: [], ours: [] }
  for (let call = 0; call < calls; call += 1) {
    times.floor.push(await time(floor))
    times.ours.push(await time(ours))
  }
  return times
}

async function onEmulator<T>(work: (emulator: EmulatorProcess) => Promise<T>): Promise<T> {
  const emulator = await startEmulator()
  try {
    return await work(emulator)
  } finally {
    await emulator.close()
  }
}

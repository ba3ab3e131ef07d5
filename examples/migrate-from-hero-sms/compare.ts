import { setTimeout as turn } from 'node:timers/promises'
import { createMemoryStore } from '@onesms/sdk'
import { createHandlerApiEmulator, FakeClock, serve } from '@onesms/sdk/testing'
import { after } from './after.ts'
import { before } from './before.ts'

/** What a provider does with one purchase. */
export const situations = ['an SMS comes', 'no SMS comes', 'the answer is lost', 'the request is lost'] as const
export type Situation = (typeof situations)[number]

/** How it ended, by what the program says and by the books of the provider. */
export interface Outcome {
  readonly printed: string
  readonly error: unknown
  readonly bought: number
  readonly status: string
  readonly charged: string
  /** How often it asked how the number is, or which are open. */
  readonly looks: number
}

/** Runs one of the two against a provider of its own, in time that passes as fast as it can. */
export async function run(program: 'before' | 'after', situation: Situation): Promise<Outcome> {
  const clock = new FakeClock(Date.now())
  const emulator = createHandlerApiEmulator({ clock, size: { services: 5, countries: 195 }, autoSms: false, seed: 7 })
  emulator.catalog.setOffer('16', 'tg', { price: '0.18', stock: 100, flat: true })
  if (situation === 'the answer is lost') emulator.faults.inject({ kind: 'commit-then-cut', times: 1 })
  if (situation === 'the request is lost') emulator.faults.inject({ kind: 'cut-before-commit', times: 1 })
  const { apiKey, ledger } = emulator
  let asked = 0
  const server = await serve({
    fetch: request => {
      asked += 1
      return emulator.fetch(request).finally(() => {
        asked -= 1
      })
    },
  })
  const baseUrl = `${server.url}/stubs/handler_api.php`
  const pause = (ms: number) => clock.sleep(ms)
  const store = createMemoryStore({ clock })
  let isOver = false
  const shop = { apiKey, baseUrl, clock, store, accountMode: 'exclusive' } as const
  const ended = (program === 'before' ? before({ apiKey, baseUrl, pause }) : after(shop))
    .then(printed => ({ printed, error: null }))
    .catch((error: unknown) => ({ printed: '', error }))
    .finally(() => {
      isOver = true
    })
  try {
    while (!isOver) {
      await turn(10) // what is on the wire goes first
      if (asked === 0) await clock.advance(2_000)
      const [sold] = ledger.activations()
      if (situation !== 'no SMS comes' && sold?.sms.length === 0 && clock.now() - sold.boughtAt >= 8_000) {
        emulator.sms(sold.id, { code: '271828' })
      }
    }
    const [sold] = ledger.activations()
    return {
      ...(await ended),
      bought: ledger.activations().length,
      status: sold?.status ?? 'none',
      charged: sold?.charged ?? '0',
      looks: ['getStatus', 'getStatusV2', 'getActiveActivations'].reduce((sum, name) => sum + ledger.count(name), 0),
    }
  } finally {
    await server.close()
  }
}

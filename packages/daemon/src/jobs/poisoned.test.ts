import type { HandlerApiEmulator } from '@onesms/sdk/testing'
import { expect, it } from 'vitest'
import { openStage } from '../testing/stage.ts'

const isFull = process.env['ONESMS_TEST_TIER'] === 'full'
const SYNCS = isFull ? 1_000 : 100
const POISONED = 0.3

/** Faults that make an answer look like a catalog, or like nothing at all; none of them makes the client wait and ask again. */
const POISONS = [
  { kind: 'half-countries' },
  { kind: 'zero-stock' },
  { kind: 'price-factor', factor: 100 },
  { kind: 'price-factor', factor: 0.01 },
  { kind: 'garbage-counts' },
  { kind: 'garbage-prices' },
  { kind: 'bad-key' },
  { kind: 'redirect', to: 'http://localhost/elsewhere' },
  { kind: 'error-envelope' },
] as const

it(
  `G05 through ${SYNCS} syncs of which 30 % are poisoned, the catalog is always the last accepted one`,
  async () => {
    const stage = await openStage({ size: { services: 20, countries: 20, offersPerCountry: 20 } })
    const random = mulberry32(20_261_122)
    const { emulator, database } = stage
    let poisonings = 0
    let accepted = ''
    try {
      for (let round = 0; round < SYNCS; round += 1) {
        emulator.catalog.churn({ fraction: 0.05, seed: round })
        const poison = round > 0 && random() < POISONED ? POISONS[Math.floor(random() * POISONS.length)] : undefined
        const remove = poison ? emulator.faults.inject({ ...poison, action: 'getPrices' }) : () => {}
        const { status } = await stage.sync()
        remove()
        if (poison) {
          poisonings += 1
          expect(['rejected', 'failed'], `${round} ${poison.kind}`).toContain(status)
        } else {
          expect(status, String(round)).toBe('succeeded')
          accepted = truthOf(emulator)
        }
        expect(await offersIn(database), `${round} ${poison?.kind}`).toBe(accepted)
      }
      expect(poisonings).toBeGreaterThan(0.2 * SYNCS)
      expect(await stage.complaints()).toEqual([])
    } finally {
      await stage.close()
    }
  },
  isFull ? 900_000 : 120_000,
)

/** What the emulator sells, in its own words: price in millionths, so that `0.5` and `0.50` are one. */
function truthOf({ catalog }: HandlerApiEmulator): string {
  return [...catalog.offers()]
    .map(({ country, service, price, stock }) => `${country} ${service} ${Math.round(Number(price) * 1e6)} ${stock}`)
    .sort()
    .join('\n')
}

async function offersIn({ sql }: { readonly sql: import('../db/connect.ts').Pool }): Promise<string> {
  const rows = await sql<{ line: string }[]>`
    select concat_ws(' ', native_country, native_service, (price * 1000000)::bigint, stock) as line
    from onesms.offers where available`
  return rows
    .map(({ line }) => line)
    .sort()
    .join('\n')
}

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

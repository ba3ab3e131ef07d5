import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type IntentStore } from '@onesms/sdk'
import { openFileStore } from '@onesms/sdk/file-store'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, FakeClock, serve } from '@onesms/sdk/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { type BuyPlan, startBuy } from '../../testing/buy-process.ts'
import { createIntentStore } from './intents.ts'

const SIZE = { services: 2, countries: 1 }
const KEY = 'order-1'
/** What a purchase comes to: three writes and one request, a step before and one after each. */
const STEPS = 8

let database: CatalogDatabase
let folder: string
beforeAll(async () => {
  database = await createCatalogDatabase()
  folder = await mkdtemp(join(tmpdir(), 'onesms-crash-'))
})
afterAll(async () => {
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

interface Place {
  readonly store: BuyPlan['store']
  /** Opens it here, after the other process is gone, `later` than it was. */
  open(clock: FakeClock): Promise<{ readonly store: IntentStore; close(): Promise<void> }>
}

const places = {
  'a file': async (): Promise<Place> => {
    const path = join(folder, `${crypto.randomUUID()}.jsonl`)
    return {
      store: { kind: 'file', path },
      open: async clock => {
        const store = await openFileStore(path, { clock })
        return { store, close: () => store.close() }
      },
    }
  },
  Postgres: async (): Promise<Place> => {
    const { sql, url } = database
    await sql`truncate onesms.purchase_intents cascade`
    return {
      store: { kind: 'postgres', url },
      open: async () => {
        // Its clock is not ours to move, so the purchase is made an old one.
        await sql`update onesms.purchase_intents
          set created_at = created_at - interval '5 min', sent_at = sent_at - interval '5 min'`
        return { store: createIntentStore(database), close: async () => {} }
      },
    }
  },
} as const

/** Kills a purchase at a step, or when the provider has charged and before it has answered, and looks at what is left. */
async function crash(place: Place, killAt: number | 'charged') {
  const clock = new FakeClock(Date.now())
  const emulator = createHandlerApiEmulator({ clock, size: SIZE, autoSms: false, magicServices: true })
  const country = String(emulator.catalog.countries[0]?.id)
  const server = await serve({
    fetch: async request => {
      const response = await emulator.fetch(request)
      if (killAt === 'charged' && emulator.ledger.activations().length > 0) await buying.kill()
      return response
    },
  })
  const url = `${server.url}/stubs/handler_api.php`
  const buying = startBuy({
    provider: { url, apiKey: emulator.apiKey, country },
    store: place.store,
    killAt: killAt === 'charged' ? 0 : killAt,
    key: KEY,
  })
  const result = await buying.result
  await server.close()

  const { store, close } = await place.open(clock)
  const { apiKey, fetch } = emulator
  const provider = heroSms({ apiKey, fetch, requestsPerSecond: 10_000 })
  const client = createClient({ provider, store, accountMode: 'exclusive', clock })
  for (let look = 0; look < 60 && (await client.purchases.open()).length > 0; look += 1) {
    await clock.advance(5_000)
    for (let turn = 0; turn < 20; turn += 1) await client.purchases.open() // the ledger is as slow
  }
  const open = await client.purchases.open()
  const charged = emulator.ledger.activations().filter(({ charged }) => Number(charged) > 0)
  const ids = charged.map(({ id }) => `hero-sms:${id}`)
  const owners = await store.owners('hero-sms', ids)
  const again = await client.activations
    .buy({ service: { nativeId: 'mute' }, country: { nativeId: country } }, { idempotencyKey: KEY })
    .then(
      ({ id }) => id,
      error => error.code,
    )
  const requests = emulator.ledger.count('getNumberV2')
  await client.close() // a look of it that is not over yet would write into the ledger of the next one
  await close()
  return { result, open, ids, owners, again, requests }
}

describe.each(Object.entries(places))('G04 P29 a purchase killed, written down in %s', (_, newPlace) => {
  it('leaves nothing to clear up when it is not killed', async () => {
    const { result, open, ids, again, requests } = await crash(await newPlace(), 0)
    expect(result).toMatchObject({ steps: STEPS })
    expect(open).toEqual([])
    expect([again, ids, requests]).toEqual([result?.id, [result?.id], 1])
  })

  it.each([...Array.from({ length: STEPS }, (_, index) => index + 1), 'charged' as const])(
    'at step %s: all that was charged has one owner after a restart, and the same key buys no second one',
    async killAt => {
      const { result, open, ids, owners, again, requests } = await crash(await newPlace(), killAt)
      expect(result).toBeNull()
      expect(open).toEqual([])
      expect([...owners.keys()]).toEqual(ids)
      // Between the commit of «sending» and the request nobody can know that nothing left: it is closed, not sent again.
      const isNeverSent = killAt === 4 || killAt === 5
      expect(requests).toBe(isNeverSent ? 0 : 1)
      if (ids.length === 1) expect(again).toBe(ids[0])
      else expect(again).toMatch(isNeverSent ? /^provider_unavailable$/ : /^hero-sms:/)
    },
  )
})

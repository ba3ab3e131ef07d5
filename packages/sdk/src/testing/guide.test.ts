import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createClient, PurchaseUnknownError } from '../index.ts'
import { heroSms } from '../providers/hero-sms/index.ts'
import { magicServices } from './emulators/handler-api/activations/magic.ts'
import { createHandlerApiEmulator, FakeClock, keepTime, serve } from './index.ts'

const guide = readFileSync(new URL('../../../../docs/guides/test-without-spending.md', import.meta.url), 'utf8')

/** The guide's own setting. */
function opened(options: { readonly autoSms?: boolean } = {}) {
  const clock = new FakeClock(Date.now())
  const size = { services: 20, countries: 10 }
  const emulator = createHandlerApiEmulator({ clock, size, magicServices: true, ...options })
  const { apiKey, fetch } = emulator
  const client = createClient({ provider: heroSms({ apiKey, fetch }), clock })
  return { emulator, client, clock, ledger: emulator.ledger }
}

describe('docs/guides/test-without-spending.md', () => {
  it('waits for the code of a slow service in no time', async () => {
    const { client, clock, ledger } = opened()
    const activation = await client.activations.buy({ service: { nativeId: 'slow' }, country: 'GB' })
    const code = activation.waitForCode()
    await clock.advance(20_000)
    expect(await code).toBe(ledger.activations()[0]?.sms[0]?.code)
    expect(ledger.balance).toBe('99.9000')
  })

  it('delivers by hand', async () => {
    const { emulator, client, clock } = opened({ autoSms: false })
    emulator.catalog.setOffer('16', 'tg', { price: '0.25', stock: 1_000, flat: true })
    const activation = await client.activations.buy({ service: 'telegram', country: 'GB' })
    emulator.sms(activation.id, { code: '004217' })
    const code = activation.waitForCode()
    await clock.advance(6_000)
    expect(await code).toBe('004217')
  })

  it('P01 loses an answer on demand', async () => {
    const { client, ledger } = opened()
    await expect(client.activations.buy({ service: { nativeId: 'lost' }, country: 'GB' })).rejects.toBeInstanceOf(
      PurchaseUnknownError,
    )
    expect(ledger.activations()).toMatchObject([{ service: 'lost', charged: '0.1000' }])
  })

  it('serves a client over a port in real time', async () => {
    const { emulator } = opened()
    const server = await serve(emulator)
    const controller = new AbortController()
    const kept = keepTime(emulator.clock, controller.signal)
    const baseUrl = `${server.url}/stubs/handler_api.php`
    const client = createClient({ provider: heroSms({ apiKey: emulator.apiKey, baseUrl }) })
    expect(await client.account.balance()).toEqual({ amount: '100', currency: 'USD' })
    controller.abort()
    await kept
    await server.close()
  })

  it('names every kind of fault of buying and following, every magic service, and no other', () => {
    const { kinds } = opened().emulator.faults
    const named = new Set(Array.from(guide.matchAll(/`([a-z0-9]+(?:-[a-z0-9]+)+)`/g), ([, name]) => name ?? ''))
    const others = new Set(['hero-sms', 'tiger-sms', 'sms-bower', 'emulator-key'])
    expect([...named].filter(name => !others.has(name) && !kinds.some(kind => kind === name))).toEqual([])
    const about = kinds.slice(kinds.indexOf('commit-then-cut'), kinds.indexOf('rate-limited'))
    expect(about.length).toBeGreaterThan(25)
    expect(about.filter(kind => !guide.includes(`\`${kind}\``))).toEqual([])
    const listed = Array.from(guide.matchAll(/^\| `([a-z]{4})` \|/gm), ([, code]) => code)
    expect(listed.sort()).toEqual(magicServices.map(({ code }) => code).sort())
  })

  it('says which faults keep an action from being carried out', async () => {
    const sentence = /Only these prevent it: ([^;]+);/.exec(guide)?.[1] ?? ''
    const preventing = Array.from(sentence.matchAll(/`([a-z-]+)`/g), ([, name]) => name ?? '')
    const { kinds } = opened().emulator.faults
    const found: string[] = []
    for (const kind of kinds) {
      const emulator = createHandlerApiEmulator({ size: { services: 1, countries: 1 }, magicServices: true })
      const { fetch, faults, clock, ledger } = emulator
      faults.inject({ kind, action: 'getNumber' })
      const url = 'https://emulator.test/stubs/handler_api.php?api_key=emulator-key&action=getNumber&service=fast'
      const controller = new AbortController()
      const asking = fetch(`${url}&country=187`, { signal: controller.signal }).catch(() => undefined)
      await clock.advance(30_000)
      controller.abort()
      await asking
      if (ledger.activations().length === 0) found.push(kind)
    }
    expect(found.sort()).toEqual(preventing.sort())
  })
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHandlerApiEmulator, FakeClock, keepTime, serve } from '@onesms/sdk/testing'

// A provider that does not exist: Telegram in GB for 0.18, and an SMS for each number as soon as somebody asks about it.
const clock = new FakeClock(Date.now())
const emulator = createHandlerApiEmulator({ clock, size: { services: 5, countries: 195 }, autoSms: false })
emulator.catalog.setOffer('16', 'tg', { price: '0.18', stock: 100, flat: true })
const server = await serve({
  async fetch(request) {
    for (const { id, status, sms } of emulator.ledger.activations()) {
      if (status === 'waiting' && sms.length === 0) emulator.sms(id)
    }
    return emulator.fetch(request)
  },
})
const over = new AbortController()
const time = keepTime(clock, over.signal)
const folder = await mkdtemp(join(tmpdir(), 'onesms-node-script-'))

process.env['HERO_SMS_API_KEY'] = emulator.apiKey
process.env['HERO_SMS_BASE_URL'] = `${server.url}/stubs/handler_api.php`
process.env['PURCHASES'] = join(folder, 'purchases.jsonl')
try {
  await import('./script.ts')
  const [sold] = emulator.ledger.activations()
  console.log(`the provider's books: ${sold?.status}, charged ${sold?.charged}, code ${sold?.sms[0]?.code}`)
} finally {
  over.abort()
  await Promise.all([time, server.close()])
  await rm(folder, { recursive: true })
}

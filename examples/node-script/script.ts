// tsx script.ts telegram GB 0.50: a number, its code, done. The key stands in HERO_SMS_API_KEY.
import { createClient } from '@onesms/sdk'
import { openFileStore } from '@onesms/sdk/file-store'
import { heroSms } from '@onesms/sdk/providers/hero-sms'

const [service = 'telegram', country = 'GB', maxPrice = '0.50'] = process.argv.slice(2)
const baseUrl = process.env['HERO_SMS_BASE_URL'] // the provider's own address where there is none

// Each purchase is on the disk before it is sent; whoever runs this again after a crash finds it there.
await using store = await openFileStore(process.env['PURCHASES'] ?? 'purchases.jsonl')
await using client = createClient({ provider: heroSms(baseUrl ? { baseUrl } : {}), store })

// Left without a code, the number is given back as soon as the provider takes it; the script waits for that.
await using activation = await client.activations.buy({ service, country, maxPrice })
console.log(`phone ${activation.phone}`)

const code = await activation.waitForCode({ timeout: 120_000 })
console.log(`code ${code}`)

await activation.complete()
console.log(activation.snapshot.status)

import { createClient } from '@onesms/sdk'
import { openFileStore } from '@onesms/sdk/file-store'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { env } from './env.ts'

/**
 * A client of a provider for what this server buys itself, with the provider's key, which no page ever gets. Its purchases
 * stand in a file; where several servers run they stand in the database, by `createIntentStore` of `@onesms/daemon`.
 */
async function open() {
  const baseUrl = process.env['HERO_SMS_BASE_URL']
  const store = await openFileStore(env('PURCHASES_FILE'))
  return createClient({ provider: heroSms(baseUrl ? { baseUrl } : {}), store })
}

let opened: ReturnType<typeof open> | null = null

/** The one client of this process. It is made with the first request: a build has no keys. */
export function providerClient(): ReturnType<typeof open> {
  opened ??= open().catch((error: unknown) => {
    opened = null
    throw error
  })
  return opened
}

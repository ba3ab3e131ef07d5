// #region
import { createClient } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'

const client = createClient({ provider: heroSms() })

// Next.js, Hono, Bun, Deno: anything that speaks Request and Response
export const POST = (request: Request) => client.webhooks.receive(request) // never believed: it is looked at now
// #endregion

export { client }

import { env } from '../../../../lib/env.ts'
import { isSame } from '../../../../lib/is-same.ts'
import { providerClient } from '../../../../lib/provider-client.ts'

export const dynamic = 'force-dynamic'

interface Context {
  readonly params: Promise<{ readonly secret: string }>
}

/** A provider calls: at a path that nobody guesses, for its calls are not signed. What it says is looked up, not believed. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { secret } = await params
  if (!isSame(secret, env('WEBHOOK_SECRET'))) return new Response(null, { status: 404 })
  const client = await providerClient()
  return client.webhooks.receive(request)
}

import { expect } from 'vitest'
import { createClient } from '../client/create-client.ts'
import type { FetchLike } from '../http/exchange.ts'
import type { HandlerApiOptions, HandlerApiProvider } from '../protocols/handler-api/handler-api.ts'
import { heroSms } from '../providers/hero-sms/index.ts'
import { inVirtualTime } from './virtual-time.ts'

/** A client of an emulator, in no hurry, beside the emulator's own parts. */
export function clientOf<E extends { readonly apiKey: string; readonly fetch: FetchLike }>(
  { provider }: { provider(options: HandlerApiOptions): HandlerApiProvider },
  emulator: E,
) {
  const { apiKey, fetch } = emulator
  const client = createClient({ provider: provider({ apiKey, fetch, requestsPerSecond: 10_000 }) })
  return { ...client, emulator }
}

/** A catalog whose provider answers every request with this body. */
export function answering(body: string | Uint8Array<ArrayBuffer>, status = 200) {
  const fetch: FetchLike = async () => new Response(body, { status })
  return clientOf({ provider: heroSms }, { apiKey: '0123456789', fetch }).catalog
}

/** The error a call ends with, however often it is repeated before. */
export const errorOf = (call: () => Promise<unknown>): Promise<unknown> =>
  inVirtualTime(() =>
    call().then(
      value => expect.fail(`it answered ${JSON.stringify(value)}`),
      (error: unknown) => error,
    ),
  )

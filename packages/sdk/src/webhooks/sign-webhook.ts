import { importSecret, signedContent } from './signature.ts'

/** What is sent to a receiver. */
export interface OutgoingWebhook {
  /** The same for every attempt to deliver it. Without a full stop. */
  readonly id: string
  /** When this attempt is made. */
  readonly at: Date
  /** Exactly as it is sent. */
  readonly body: string
}

/** The three headers of Standard Webhooks, with a signature for each secret: during a rotation for the old one, too. */
export async function signWebhook(
  { id, at, body }: OutgoingWebhook,
  secrets: readonly string[],
): Promise<{
  readonly 'webhook-id': string
  readonly 'webhook-timestamp': string
  readonly 'webhook-signature': string
}> {
  const timestamp = Math.floor(at.getTime() / 1_000)
  const content = signedContent(id, timestamp, body)
  const signatures = await Promise.all(
    secrets.map(async secret => {
      const signature = await crypto.subtle.sign('HMAC', await importSecret(secret), content)
      return `v1,${btoa(String.fromCharCode(...new Uint8Array(signature)))}`
    }),
  )
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  }
}

import { ConfigurationError } from '../errors/access.ts'

/** The runtime's own, which not every set of types names. */
type CryptoKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

const PREFIX = 'whsec_'
const SECRET = /^[A-Za-z0-9+/]{32,86}={0,2}$/

/**
 * A secret as a key for HMAC-SHA256.
 * @throws {@link ConfigurationError} unless it is `whsec_` and at least 24 bytes in base64. The error does not quote it.
 */
export async function importSecret(secret: string): Promise<CryptoKey> {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : ''
  const bytes = SECRET.test(text) ? decodeBase64(text) : null
  if (bytes === null) {
    throw new ConfigurationError('a secret of webhooks is malformed', {
      operation: 'webhooks',
      hint: 'It is whsec_ and 24 to 64 bytes in base64.',
    })
  }
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
}

/** What is signed: the id, the time in seconds, the body, with full stops between. */
export function signedContent(id: string, timestamp: number, body: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${id}.${timestamp}.${body}`)
}

export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), sign => sign.charCodeAt(0))
  } catch {
    return null
  }
}

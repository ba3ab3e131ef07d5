import { WebhookError } from '../errors/webhook.ts'
import { readBody } from '../http/read-body.ts'
import { type Clock, systemClock } from '../utils/clock.ts'
import { decodeBase64, importSecret, signedContent } from './signature.ts'

/** A call whose signature is right. */
export interface VerifiedWebhook {
  /** The same for every attempt to deliver it: what was handled under this id before is not handled again. */
  readonly id: string
  /** When this attempt was signed. */
  readonly sentAt: Date
  /** The body, parsed as JSON. */
  readonly payload: unknown
}

/** How strictly a call is checked. */
export interface VerifyWebhookOptions {
  /** Milliseconds by which its time may differ from ours, either way. Default 300,000. */
  readonly tolerance?: number
  /** Default: the time of this machine. */
  readonly clock?: Pick<Clock, 'now'>
}

const TOLERANCE = 300_000
const LONGEST_BODY = 256 * 1024
/** More than any rotation needs, and few enough that nobody makes us compute for long. */
const MOST_SIGNATURES = 16

/**
 * Checks a call that a daemon made: Standard Webhooks, signatures `v1`.
 *
 * @param request Read to its end here, so pass a clone where the body is needed elsewhere.
 * @param secrets The secret, or several of them during a rotation.
 * @throws {@link WebhookError} for a call without a right signature, or from another time; answer it with 401.
 * {@link ConfigurationError} for a secret that is none.
 * @example
 * ```ts
 * export async function POST(request: Request) {
 *   const { id, payload } = await verifyWebhook(request, process.env.ONESMS_WEBHOOK_SECRET ?? '')
 *   await enqueue(id, payload)
 *   return new Response(null, { status: 204 })
 * }
 * ```
 */
export async function verifyWebhook(
  request: Request,
  secrets: string | readonly string[],
  { tolerance = TOLERANCE, clock = systemClock }: VerifyWebhookOptions = {},
): Promise<VerifiedWebhook> {
  const keys = await Promise.all([secrets].flat().map(importSecret))
  const id = request.headers.get('webhook-id') ?? ''
  const timestamp = readTimestamp(request.headers.get('webhook-timestamp'))
  const signatures = readSignatures(request.headers.get('webhook-signature') ?? '')
  if (id === '' || timestamp === null || signatures.length === 0) throw refused('one of its three headers is missing')
  if (Math.abs(clock.now() - timestamp * 1_000) > tolerance) throw refused('it was signed at another time')
  const body = await readText(request)
  const content = signedContent(id, timestamp, body)
  for (const key of keys) {
    for (const signature of signatures) {
      if (!(await crypto.subtle.verify('HMAC', key, signature, content))) continue
      return { id, sentAt: new Date(timestamp * 1_000), payload: parseJson(body) }
    }
  }
  throw refused('no signature of it is right')
}

function readTimestamp(text: string | null): number | null {
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null
}

/** Those of the version that we know; others are for whoever knows them. */
function readSignatures(header: string): readonly Uint8Array<ArrayBuffer>[] {
  return header
    .split(' ', MOST_SIGNATURES)
    .filter(each => each.startsWith('v1,'))
    .flatMap(each => decodeBase64(each.slice(3)) ?? [])
}

async function readText(request: Request): Promise<string> {
  const bytes = await readBody(request, LONGEST_BODY).catch(() => undefined)
  if (bytes) return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  throw refused(bytes === null ? 'it is too large' : 'its body broke off')
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw refused('its body is not JSON')
  }
}

function refused(why: string): WebhookError {
  return new WebhookError(`a webhook was refused: ${why}`, { operation: 'webhooks.verify' })
}

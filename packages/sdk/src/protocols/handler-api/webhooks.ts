import { WebhookError } from '../../errors/webhook.ts'
import { readBody } from '../../http/read-body.ts'
import type { WebhookNotice, WebhooksFacet } from '../../provider/webhooks.ts'
import { parseExactJson } from '../../utils/exact-json.ts'
import { type Call, readCall } from './webhook-call.ts'

const MOST_BYTES = 64 * 1024

/**
 * The calls of one host: nobody signs them, so each is a poke. Their content type is not trusted, and no error quotes them.
 */
export function createWebhooks(provider: string): WebhooksFacet {
  const unreadable = (why: string) =>
    new WebhookError(`a call in the name of ${provider} ${why}`, { provider, operation: 'webhooks.receive' })

  const bodyOf = async (request: Request): Promise<Uint8Array> => {
    // A body that was read before, or that breaks off, is a foreign error.
    const body = await readBody(request, MOST_BYTES).catch(() => undefined)
    if (body === undefined) throw unreadable('has a body that could not be read')
    if (body === null) throw unreadable(`has a body of more than ${MOST_BYTES} bytes`)
    return body
  }

  return {
    receive: async request => {
      const text = new TextDecoder().decode(await bodyOf(request)) // which leaves out the mark of the encoding
      const call = readCall(parseExactJson(text))
      if (call === null) throw unreadable('is not in its protocol')
      return [await noticeOf(call, provider)]
    },
  }
}

async function noticeOf({ nativeId, message, mark }: Call, provider: string): Promise<WebhookNotice> {
  return {
    id: `${provider}:${nativeId}`,
    isProven: false,
    message,
    fingerprint: await sha256(JSON.stringify([nativeId, ...mark])),
  }
}

async function sha256(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(bytes), byte => byte.toString(16).padStart(2, '0')).join('')
}

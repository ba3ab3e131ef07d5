import { setTimeout as sleep } from 'node:timers/promises'

/** What a customer wants, and what they do with it. */
export interface Errand {
  readonly key: string
  readonly provider: string
  readonly service: string
  readonly country: string
  readonly maxPrice: string
  /** `use`: wait for the code, then complete; `return`: give it back at once; `forget`: nothing. */
  readonly wish: 'use' | 'return' | 'forget'
}

/** What came of an errand: the number, or why there is none. */
export type Outcome = { readonly number: string } | { readonly refused: string }

export interface Shop {
  readonly token: string
  /** Any of the daemons. */
  url(): string
}

const PAUSE = 500
const PATIENCE = 8 * 60_000

/**
 * Buys as a careful client does: the same key until there is an answer that says what came of it, whichever daemon is
 * asked, however often one is gone.
 */
export async function runErrand(shop: Shop, errand: Errand): Promise<Outcome> {
  const { key, provider, service, country, maxPrice } = errand
  const headers = { authorization: `Bearer ${shop.token}`, 'content-type': 'application/json' }
  const ask = async (path: string, init: RequestInit = {}) => {
    try {
      const response = await fetch(`${shop.url()}${path}`, {
        ...init,
        headers: { ...headers, ...init.headers },
        signal: AbortSignal.timeout(60_000),
      })
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    } catch {
      return { status: 0, body: {} } // nobody knows what came of it: ask again
    }
  }

  const outcome = await untilKnown(async () => {
    const { status, body } = await ask('/v1/activations', {
      method: 'POST',
      headers: { 'idempotency-key': key },
      body: JSON.stringify({ provider, service, country, max_price: maxPrice }),
    })
    if (status === 201) return { number: String(body['id']) }
    if (body['rejected'] === true) return { refused: String(body['code']) }
    return null // 202, 409 in_progress or reconciling, 503, or no answer at all
  })
  if (!outcome) return { refused: 'never settled' }
  if (!('number' in outcome)) return outcome

  const at = `/v1/activations/${encodeURIComponent(outcome.number)}`
  if (errand.wish === 'use') {
    await untilKnown(async () => {
      const { status, body } = await ask(at)
      return status === 200 && body['status'] !== 'waiting' ? true : null
    }, 90_000)
    await untilKnown(async () => ((await ask(`${at}/complete`, { method: 'POST', body: '{}' })).status ? true : null))
  }
  if (errand.wish === 'return') {
    await untilKnown(async () => {
      const { status } = await ask(`${at}/cancel`, { method: 'POST', body: '{}' })
      return status === 200 || status === 202 || status === 409 ? true : null
    })
  }
  return outcome
}

async function untilKnown<T>(look: () => Promise<T | null>, patience = PATIENCE): Promise<T | null> {
  for (const end = Date.now() + patience; Date.now() < end; await sleep(PAUSE)) {
    const found = await look()
    if (found !== null) return found
  }
  return null
}

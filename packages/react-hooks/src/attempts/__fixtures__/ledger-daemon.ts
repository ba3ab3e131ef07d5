import type { ActivationSnapshot, Clock } from '@onesms/sdk'
import { formatActivation } from '@onesms/sdk/wire'

/**
 * What becomes of a purchase: sold and told; sold or not, which nobody can tell for a while, so that the answer is 202; or
 * refused.
 */
export type Fate = 'sold' | 'sold, told later' | 'not sold, told later' | 'refused'

/** How long nobody can tell. */
const DOUBT = 20_000
const REFUSAL = { code: 'out_of_stock', status: 409, detail: 'sold out', rejected: true }

interface Row {
  readonly key: string
  readonly fate: Fate
  readonly body: string
  readonly at: number
  readonly index: number
}

/** A daemon in a few lines: it keeps purchases by their key, and a ledger of what was charged. */
export function createLedgerDaemon(clock: Clock, fateOf: (index: number) => Fate) {
  const rows = new Map<string, Row>()
  const conflicts: string[] = []

  const isTold = ({ fate, at }: Row) => !fate.endsWith('told later') || clock.now() - at >= DOUBT
  const isSold = ({ fate }: Row) => fate.startsWith('sold')
  const stateOf = (row: Row) => {
    if (!isTold(row)) return 'unknown'
    if (isSold(row)) return 'confirmed'
    return row.fate === 'refused' ? 'rejected' : 'not_purchased'
  }
  const numberOf = (row: Row) => {
    const facts = { cancelRequestedAt: null, serverTime: new Date(clock.now()) }
    return formatActivation(snapshotOf(row.index, new Date(row.at)), facts)
  }
  const purchaseOf = (row: Row) => ({
    id: `purchase-${row.index}`,
    kind: 'activation',
    state: stateOf(row),
    activation_id: null,
    max_price: null,
    activation: stateOf(row) === 'confirmed' ? numberOf(row) : null,
    problem: stateOf(row) === 'rejected' ? REFUSAL : null,
    created_at: new Date(row.at).toISOString(),
  })

  function placed(key: string, body: string): Response {
    const row = rows.get(key) ?? { key, fate: fateOf(rows.size), body, at: clock.now(), index: rows.size }
    rows.set(key, row)
    if (row.body !== body) conflicts.push(key)
    const state = stateOf(row)
    if (state === 'confirmed') return Response.json(numberOf(row), { status: 201 })
    if (state === 'unknown') return Response.json(purchaseOf(row), { status: 202 })
    return Response.json(REFUSAL, { status: REFUSAL.status })
  }

  return {
    /** Keys under which something was bought with different words. */
    conflicts,
    /** The phones of all numbers that were charged. */
    charged: () => [...rows.values()].filter(isSold).map(({ index }) => phoneOf(index)),
    keys: () => [...rows.keys()],
    answer(url: string, init: RequestInit): Response {
      const { pathname, searchParams } = new URL(url)
      if (init.method === 'POST') {
        return placed(new Headers(init.headers).get('idempotency-key') ?? '', String(init.body))
      }
      const name = searchParams.get('key') ?? pathname.split('/').at(-1)
      const row = [...rows.values()].find(({ key, index }) => name === key || name === `purchase-${index}`)
      if (row) return Response.json(purchaseOf(row))
      return Response.json({ code: 'not_found', status: 404, detail: 'no such purchase' }, { status: 404 })
    },
  }
}

const phoneOf = (index: number) => `+4477009${String(index).padStart(5, '0')}`

function snapshotOf(index: number, createdAt: Date): ActivationSnapshot {
  const nativeId = String(index + 1)
  return {
    id: `hero-sms:${nativeId}`,
    provider: 'hero-sms',
    nativeId,
    status: 'waiting',
    reason: null,
    phone: phoneOf(index),
    operator: null,
    price: { amount: '0.25', currency: 'USD' },
    refund: 'none',
    service: { slug: 'telegram', nativeId: 'tg', name: 'Telegram' },
    country: { iso: 'US', nativeId: '187', name: 'USA' },
    messages: [],
    rounds: 0,
    canRetry: null,
    createdAt,
    soldAt: null,
    expiresAt: null,
    cancellableAt: null,
    observedAt: createdAt,
  }
}

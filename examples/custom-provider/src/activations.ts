import {
  type ActivationObservation,
  type ActivationSnapshot,
  type ActivationsFacet,
  CapabilityError,
  NotFoundError,
  type PurchaseRequest,
  type PurchaseTarget,
  resolveReference,
} from '@onesms/sdk/provider-kit'
import { beforeSending, unreadable } from './errors.ts'
import { countries, countryOf, serviceOf, services } from './ids.ts'
import type { Parts } from './line.ts'
import { type NumberRow, readNumber, readNumbers } from './schemas.ts'

/** Milliseconds after a sale during which the vendor takes nothing back. */
const CANCEL_AFTER = 60_000

/** Buying numbers and following them. */
export function createActivations({ line, provider, currency, clock }: Parts): ActivationsFacet {
  const targetOf = ({ service, country, operator }: PurchaseRequest): PurchaseTarget => {
    const context = { provider, operation: 'activations.purchase' }
    if (operator !== undefined) throw new CapabilityError(`${provider} knows no choice of operator`, context)
    return {
      kind: 'activation',
      provider,
      operator: null,
      hours: null,
      extends: null,
      service: resolveReference('service', service, services, context),
      country: resolveReference('country', country, countries, context),
    }
  }

  const nativeIdOf = (id: string, operation: string) => {
    const nativeId = id.startsWith(`${provider}:`) ? id.slice(provider.length + 1) : ''
    if (/^[\w-]{1,64}$/.test(nativeId)) return nativeId
    throw new NotFoundError(`${JSON.stringify(id.slice(0, 80))} is no number of ${provider}`, { provider, operation })
  }

  /** An answer is as old as its question. */
  const observed = (row: NumberRow, observedAt: Date): ActivationObservation => ({
    id: `${provider}:${row.id}`,
    provider,
    nativeId: row.id,
    observedAt,
    phone: row.phone,
    ...row.told,
    messages: row.messages,
  })

  const snapshotOf = (row: NumberRow, observedAt: Date): ActivationSnapshot => ({
    id: `${provider}:${row.id}`,
    provider,
    nativeId: row.id,
    phone: row.phone,
    status: row.told.status === 'received' ? 'received' : 'waiting',
    reason: null,
    service: serviceOf(row.service),
    country: countryOf(row.country),
    operator: null,
    price: { amount: row.price, currency },
    refund: 'none',
    messages: row.messages.map((message, index) => ({ ...message, id: message.id ?? String(index) })),
    rounds: 0,
    canRetry: false,
    createdAt: observedAt,
    soldAt: row.soldAt,
    // Lengths of time by the vendor's clock, from an instant by ours: the two may differ.
    expiresAt: new Date(observedAt.getTime() + row.expiresAt.getTime() - row.soldAt.getTime()),
    cancellableAt: new Date(observedAt.getTime() + CANCEL_AFTER),
    observedAt,
  })

  /** One number, and it must be the one that was asked for. */
  const one = async (
    id: string,
    operation: string,
    ask: (nativeId: string) => Promise<NumberRow>,
  ): Promise<ActivationObservation> => {
    const nativeId = nativeIdOf(id, operation)
    const observedAt = new Date(clock.now())
    const row = await ask(nativeId)
    if (row.id !== nativeId) throw unreadable('shape', { provider, operation })
    return observed(row, observedAt)
  }

  const open = async (operation: string, call: Parameters<NonNullable<ActivationsFacet['list']>>[0]) => {
    const observedAt = new Date(clock.now())
    return { observedAt, rows: await line.read(operation, ['numbers'], readNumbers, call) }
  }

  return {
    targets: request => [targetOf(request)],

    purchase: async (order, call) => {
      const operation = 'activations.purchase'
      const { service, country } = beforeSending(() => targetOf(order), { provider, operation })
      const row = await line.buy(operation, { service, country, max_price: order.maxPrice }, readNumber, call)
      return snapshotOf(row, new Date(clock.now()))
    },

    fetch: (id, call) =>
      one(id, 'activations.fetch', nativeId => line.read('activations.fetch', ['numbers', nativeId], readNumber, call)),

    fetchMany: async (ids, call) => {
      const { rows, observedAt } = await open('activations.fetchMany', call)
      const seen = rows.map(row => observed(row, observedAt)).filter(({ id }) => ids.includes(id))
      return new Map(seen.map(observation => [observation.id, observation]))
    },

    list: async call => {
      const { rows, observedAt } = await open('activations.list', call)
      return rows.map(row => snapshotOf(row, observedAt))
    },

    cancel: (id, call) =>
      one(id, 'activations.cancel', nativeId =>
        line.change('activations.cancel', ['numbers', nativeId, 'cancel'], readNumber, call),
      ),

    complete: (id, call) =>
      one(id, 'activations.complete', nativeId =>
        line.change('activations.complete', ['numbers', nativeId, 'complete'], readNumber, call),
      ),
  }
}

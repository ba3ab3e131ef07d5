import { NotFoundError } from '../../errors/activation.ts'
import { UnknownReferenceError } from '../../errors/catalog.ts'
import { activationTarget } from '../../provider/activation-target.ts'
import type { ActivationsFacet } from '../../provider/activations.ts'
import type { Offer } from '../../provider/catalog.ts'
import type { Provider } from '../../provider/provider.ts'
import type { PurchaseOrder } from '../../provider/purchase.ts'
import type { ActivationSnapshot } from '../../provider/snapshot.ts'
import type { ProviderTraits } from '../../provider/traits.ts'
import { unknownTraits } from '../../testing/no-activations.ts'

export const SERVICE = { slug: 'telegram', nativeId: 'tg', name: 'Telegram' }
export const COUNTRY = { iso: 'GB', nativeId: '16', name: 'United Kingdom' }
export const ORDER: PurchaseOrder = { service: 'telegram', country: 'GB', intentId: 'intent-1' }
export const AT = new Date(Date.UTC(2026, 0, 1))

export interface MemberOptions {
  readonly currency?: string
  readonly traits?: Partial<ProviderTraits>
  readonly offers?: readonly Partial<Offer>[]
  readonly activations?: Partial<ActivationsFacet>
}

export interface Member {
  readonly provider: Provider
  /** Every purchase that was sent to it. */
  readonly wire: PurchaseOrder[]
  /** How the next purchases are answered, one after the other; then they go well. */
  readonly answers: (() => Promise<ActivationSnapshot>)[]
  /** How often it was asked for its offers. */
  looks: number
  /** What it does when it is asked for them. */
  look: () => Promise<readonly Offer[]>
}

/** A provider in memory that sells telegram in GB, and answers as it is told. */
export function member(
  id: string,
  { currency = 'USD', traits, offers = [{}], activations }: MemberOptions = {},
): Member {
  let nextId = 4711
  const sell = async () => snapshotOf(id, String(nextId++), currency)
  const made: Member = {
    wire: [],
    answers: [],
    looks: 0,
    look: async () => offers.map(offer => offerOf(id, currency, offer)),
    provider: {
      spec: 1,
      id,
      name: id,
      currency,
      traits: { ...unknownTraits, priceCap: true, openList: 'complete', ...traits },
      account: { balance: async () => ({ amount: '1.50', currency }) },
      catalog: {
        services: async () => [SERVICE, { slug: null, nativeId: `own-${id}`, name: 'Its own' }],
        countries: async () => [COUNTRY],
        offers: async () => {
          made.looks += 1
          return made.look()
        },
        scan: async function* () {
          yield batchOf(id, currency)
          return REPORT
        },
      },
      activations: {
        targets: ({ service, country, operator }) => {
          if (service !== 'telegram') throw new UnknownReferenceError('no', { provider: id, kind: 'service' })
          return [activationTarget(id, 'tg', String(country), operator)]
        },
        purchase: order => {
          made.wire.push(order)
          return (made.answers.shift() ?? sell)()
        },
        fetch: async whole => {
          if (!whole.startsWith(`${id}:`)) throw new NotFoundError('NO_ACTIVATION', { provider: id })
          return { id: whole, provider: id, nativeId: 'x', observedAt: AT, status: 'waiting' }
        },
        cancel: async whole => ({ ...observed(whole), status: 'cancelled', reason: 'user' }),
        list: async () => [],
        ...activations,
      },
    },
  }
  return made
}

const observed = (id: string) => ({ id, provider: id.split(':')[0] ?? '', nativeId: 'x', observedAt: AT })

const REPORT = {
  requests: 1,
  bytes: 10,
  rows: 1,
  missing: ['7'],
  partial: false,
  problems: { price: 1, stock: 0, id: 0, duplicate: 0, zeroPrice: 0, caseVariant: 0 },
}

const batchOf = (provider: string, currency: string) => ({
  kind: 'offers' as const,
  provider,
  country: '16',
  currency,
  service: ['tg'],
  operator: null,
  supplier: null,
  price: ['0.25'],
  stock: [5],
})

export function offerOf(provider: string, currency: string, differences: Partial<Offer> = {}): Offer {
  return {
    provider,
    kind: 'activation',
    service: SERVICE,
    country: COUNTRY,
    operator: null,
    supplier: null,
    price: { amount: '0.25', currency },
    stock: 5,
    successRate: null,
    ...differences,
  }
}

export function snapshotOf(provider: string, nativeId: string, currency = 'USD'): ActivationSnapshot {
  return {
    id: `${provider}:${nativeId}`,
    provider,
    nativeId,
    phone: '+447700900123',
    service: SERVICE,
    country: COUNTRY,
    operator: null,
    price: { amount: '0.25', currency },
    status: 'waiting',
    reason: null,
    refund: 'none',
    messages: [],
    rounds: 0,
    canRetry: null,
    createdAt: AT,
    soldAt: null,
    expiresAt: null,
    cancellableAt: null,
    observedAt: AT,
  }
}

import { OutOfStockError } from '../../errors/catalog.ts'
import { PurchaseNotSentError } from '../../errors/purchase.ts'
import { ProviderUnavailableError, UnexpectedResponseError } from '../../errors/transport.ts'
import { activationTarget } from '../../provider/activation-target.ts'
import type { Provider } from '../../provider/provider.ts'
import type { ActivationSnapshot } from '../../provider/snapshot.ts'
import type { ProviderTraits } from '../../provider/traits.ts'
import type { Clock } from '../../utils/clock.ts'

/** Shares of purchases, 0 to 1, that meet with something. What is left goes well. */
export interface FaultMix {
  /** Charged, and the answer never comes. */
  readonly lostAfterCommit: number
  /** Not charged, and no answer comes. */
  readonly lostBeforeCommit: number
  /** Charged when everybody has given up. */
  readonly lateCommit: number
  /** Charged, and answered with an error page. */
  readonly brokenAfterCommit: number
  readonly brokenBeforeCommit: number
  readonly notSent: number
  /** Charged twice, one of the two is answered. */
  readonly doubled: number
  readonly refused: number
}

export interface AccountOptions {
  /** Of its provider. Default: `virtual`. */
  readonly id?: string
  /** Shared by accounts that are judged together. Default: its own. */
  readonly sales?: Map<string, Sale>
  readonly clock: Clock
  readonly random: () => number
  readonly traits: ProviderTraits
  readonly mix: FaultMix
  /** Share of good answers that take 3 to 12 s. */
  readonly slow: number
  readonly listErrors: number
  /** Whether the list is down for 2 minutes out of 6. */
  readonly outages: boolean
  /** Share of lists of which the second half is missing. */
  readonly halfLists: number
  /** Up to how many ms after the sale the list shows it. */
  readonly lag: number
}

/** A sale, as the judge sees it. */
export interface Sale {
  readonly snapshot: ActivationSnapshot
  /** The intent that asked for it; `null` when somebody else bought it. */
  readonly intentId: string | null
  readonly listedAt: number
  readonly soldAt: number
  /** Sold a second time for one request. */
  readonly isTwin: boolean
  /** A list that was answered held it. */
  isShown: boolean
  /** Its own buyer was told, and lived on. */
  isTold: boolean
  /** `null`: it lives. An expired one is not charged. */
  end: 'completed' | 'cancelled' | 'expired' | null
}

/** An account at a provider that exists in memory alone, with faults and a ledger of its own that judges ours. */
export interface VirtualAccount {
  readonly provider: Provider
  readonly sales: ReadonlyMap<string, Sale>
  readonly requests: { purchases: number; lists: number; lastListAt: number; shortestListPause: number }
  /** Somebody else buys with the same key. */
  buyElsewhere(service: string): Sale
  /** Ends a number: used and paid. */
  complete(activationId: string): void
}

const PRICE = { amount: '0.25', currency: 'USD' }
const COUNTRY = '16'

export function createVirtualAccount(options: AccountOptions): VirtualAccount {
  const { id = 'virtual', sales = new Map<string, Sale>(), clock, random, traits, mix } = options
  const living = new Set<Sale>()
  const requests = {
    purchases: 0,
    lists: 0,
    lastListAt: Number.NEGATIVE_INFINITY,
    shortestListPause: Number.POSITIVE_INFINITY,
  }
  let nextId = 3_000_000_000

  const sell = (service: string, intentId: string | null, isTwin = false): Sale => {
    const nativeId = String(nextId++)
    const at = clock.now()
    const snapshot = snapshotOf(id, nativeId, service, at, traits.lifetime)
    const sale: Sale = {
      snapshot,
      intentId,
      soldAt: clock.elapsed(),
      listedAt: clock.elapsed() + random() * options.lag,
      isTwin,
      isShown: false,
      isTold: false,
      end: null,
    }
    sales.set(snapshot.id, sale)
    living.add(sale)
    return sale
  }
  const finish = (activationId: string, end: Sale['end']) => {
    const sale = sales.get(activationId)
    if (!sale || sale.end !== null) return
    sale.end = end
    living.delete(sale)
  }

  const purchase = async (service: string, intentId: string): Promise<ActivationSnapshot> => {
    requests.purchases += 1
    const fault = draw(mix, random())
    if (fault === 'notSent') throw new PurchaseNotSentError('no route')
    await clock.sleep(100 + random() * 400)
    switch (fault) {
      case 'refused':
        throw new OutOfStockError('NO_NUMBERS', { rejected: true })
      case 'lostAfterCommit':
        sell(service, intentId)
        return silence()
      case 'lostBeforeCommit':
        return silence()
      case 'lateCommit':
        await clock.sleep(traits.purchaseTimeout + random() * (traits.latestCommit - traits.purchaseTimeout) - 500)
        sell(service, intentId)
        return silence()
      case 'brokenAfterCommit':
        sell(service, intentId)
        throw new UnexpectedResponseError('a page', { reason: 'html', status: 502 })
      case 'brokenBeforeCommit':
        throw new UnexpectedResponseError('a page', { reason: 'html', status: 502 })
      case 'doubled':
        sell(service, intentId, true)
        return sell(service, intentId).snapshot
      default: {
        const sale = sell(service, intentId)
        if (random() < options.slow) await clock.sleep(3_000 + random() * 9_000)
        return sale.snapshot
      }
    }
  }

  const provider: Provider = {
    spec: 1,
    id,
    name: 'Virtual',
    currency: 'USD',
    traits,
    account: { balance: async () => ({ amount: '100', currency: 'USD' }) },
    catalog: {
      services: async () => [],
      countries: async () => [],
      offers: async () => [],
      // biome-ignore lint/correctness/useYield: it sells by name
      scan: async function* () {
        throw new Error('nothing to scan')
      },
    },
    activations: {
      targets: ({ service }) => [activationTarget(id, String(service), COUNTRY)],
      purchase: ({ service, intentId }) => purchase(String(service), intentId),
      fetch: async id => {
        await clock.sleep(100)
        const sale = sales.get(id)
        if (!sale) throw new ProviderUnavailableError('who is that?')
        return { ...sale.snapshot, status: sale.end !== null ? 'closed' : 'waiting' }
      },
      list: async () => {
        requests.lists += 1
        const now = clock.elapsed()
        requests.shortestListPause = Math.min(requests.shortestListPause, now - requests.lastListAt)
        requests.lastListAt = now
        for (const sale of living) if (now - sale.soldAt > traits.lifetime) finish(sale.snapshot.id, 'expired')
        const shown = [...living].filter(({ listedAt }) => listedAt <= now)
        const fate = random()
        await clock.sleep(100 + random() * 400)
        if (fate < options.listErrors || (options.outages && now % 360_000 > 240_000))
          throw new ProviderUnavailableError('ERROR_SQL')
        const answered = fate < options.listErrors + options.halfLists ? shown.slice(0, shown.length / 2) : shown
        for (const sale of answered) sale.isShown = true
        return answered.map(({ snapshot }) => snapshot)
      },
      cancel: async id => {
        await clock.sleep(100)
        finish(id, 'cancelled')
        const { snapshot } = sales.get(id) ?? {}
        if (!snapshot) throw new ProviderUnavailableError('who is that?')
        return { ...snapshot, status: 'cancelled', refund: 'confirmed' }
      },
    },
  }
  return {
    provider,
    sales,
    requests,
    buyElsewhere: service => sell(service, null),
    complete: id => finish(id, 'completed'),
  }
}

function draw(mix: FaultMix, chance: number): keyof FaultMix | null {
  let rest = chance
  for (const [fault, share] of Object.entries(mix) as [keyof FaultMix, number][]) {
    rest -= share
    if (rest < 0) return fault
  }
  return null
}

function snapshotOf(
  provider: string,
  nativeId: string,
  service: string,
  at: number,
  lifetime: number,
): ActivationSnapshot {
  return {
    id: `${provider}:${nativeId}`,
    provider,
    nativeId,
    status: 'waiting',
    reason: null,
    phone: `+44${nativeId}`,
    service: { slug: null, nativeId: service, name: service },
    country: { iso: 'GB', nativeId: COUNTRY, name: 'United Kingdom' },
    operator: null,
    price: PRICE,
    refund: 'none',
    messages: [],
    rounds: 0,
    canRetry: null,
    createdAt: new Date(at),
    soldAt: new Date(at),
    expiresAt: new Date(at + lifetime),
    cancellableAt: null,
    observedAt: new Date(at),
  }
}

function silence(): Promise<never> {
  return new Promise(() => {})
}

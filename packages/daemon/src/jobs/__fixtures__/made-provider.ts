import type { Country, FailedBatch, OfferBatch, Provider, RowProblems, ScanReport, Service } from '@onesms/sdk'
import { noActivations, unknownTraits } from '@onesms/sdk/testing'

/** What a provider made for a test says. */
export interface Told {
  readonly services?: readonly Service[]
  readonly countries?: readonly Country[]
  readonly batches?: readonly (OfferBatch | FailedBatch)[]
  readonly report?: Partial<ScanReport>
}

/** What a scan in progress may wait on. */
export type OnScan = (signal: AbortSignal | undefined) => Promise<void> | void

export const noProblems: RowProblems = { price: 0, stock: 0, id: 0, duplicate: 0, zeroPrice: 0, caseVariant: 0 }

/** A provider that says what it is told to; `tell` is asked anew for every scan. */
export function providerOf(
  tell: () => Told,
  { id = 'made-up', currency = 'USD', onScan = () => {} }: { id?: string; currency?: string; onScan?: OnScan } = {},
): Provider {
  return {
    spec: 1,
    id,
    name: 'Made Up',
    currency,
    traits: unknownTraits,
    activations: noActivations,
    account: { balance: async () => ({ amount: '1', currency }) },
    catalog: {
      services: async () => tell().services ?? [],
      countries: async () => tell().countries ?? [],
      offers: async () => [],
      async *scan(_query, { signal }) {
        await onScan(signal)
        signal?.throwIfAborted()
        const { batches = [], report } = tell()
        yield* batches
        return { requests: 1, bytes: 100, rows: 0, problems: noProblems, missing: [], partial: false, ...report }
      },
    },
  }
}

/** The offers of a country, each `[service, price, stock]`. */
export function batchOf(
  country: string,
  rows: readonly (readonly [service: string, price: string, stock: number | null])[],
  different: Partial<OfferBatch> = {},
): OfferBatch {
  return {
    kind: 'offers',
    provider: 'made-up',
    country,
    currency: 'USD',
    service: rows.map(([service]) => service),
    operator: null,
    supplier: null,
    price: rows.map(([, price]) => price),
    stock: rows.map(([, , stock]) => stock),
    ...different,
  }
}

/** Two services in two countries, small enough to count by hand. */
export const small: Told = {
  services: [
    { slug: 'telegram', nativeId: 'tg', name: 'Telegram' },
    { slug: null, nativeId: 'zz', name: 'Zed' },
  ],
  countries: [
    { iso: 'GB', nativeId: '16', name: 'England' },
    { iso: 'DE', nativeId: '43', name: 'Germany' },
  ],
  batches: [
    batchOf('16', [
      ['tg', '0.50', 10],
      ['zz', '0.25', 0],
    ]),
    batchOf('43', [['tg', '0.75', null]]),
  ],
}

import type { CallOptions, Offer, OfferQuery, Provider } from '@onesms/sdk'
import { noActivations, unknownTraits } from '@onesms/sdk/testing'

/** A provider of which only the reading of offers works, as the test says. */
export function stubProvider(
  id: string,
  offers: (query: OfferQuery, call: CallOptions) => Promise<readonly Offer[]>,
): Provider {
  const unused = () => {
    throw new Error('not part of this test')
  }
  return {
    spec: 1,
    id,
    name: id,
    currency: 'USD',
    traits: unknownTraits,
    activations: noActivations,
    account: { balance: unused },
    catalog: { services: unused, countries: unused, offers, scan: unused },
  }
}

export const anOffer = (more: Partial<Offer> = {}): Offer => ({
  provider: 'alpha',
  kind: 'activation',
  service: { slug: 'telegram', nativeId: 'tg', name: 'Telegram' },
  country: { iso: 'GB', nativeId: '16', name: 'UK' },
  operator: null,
  supplier: null,
  price: { amount: '0.25', currency: 'USD' },
  stock: 5,
  successRate: null,
  ...more,
})

import { useAvailability, useOffers } from '@onesms/react'
import type { Offer } from '@onesms/sdk'
import { refOf } from '../catalog/service-ref.ts'

/** How often the page looks at prices and stock while it shows them. */
const INTERVAL = 30_000

export interface OffersOf {
  /** `undefined` until the first answer. */
  readonly offers: readonly Offer[] | undefined
  /** The provider did not answer: they are those that the daemon read last. */
  readonly isStale: boolean
  readonly error: Error | null
  look(): void
}

/** What is sold of a service in each country: straight from the provider, and while that is down, as it was told last. */
export function useOffersOf(service: string): OffersOf {
  const live = useAvailability({ service: refOf(service) }, { refetchInterval: INTERVAL })
  const needsOther = live.isError || (live.isSuccess && live.data.offers.length === 0)
  const other = useOffers({ service: refOf(service) }, { enabled: needsOther })
  const look = () => {
    void live.refetch()
    if (needsOther) void other.refetch()
  }
  if (live.data && live.data.offers.length > 0) return { offers: live.data.offers, isStale: false, error: null, look }
  if (!needsOther) return { offers: undefined, isStale: false, error: null, look }
  const error = other.error ?? (other.data?.length === 0 ? live.error : null)
  return { offers: error ? undefined : other.data, isStale: true, error, look }
}

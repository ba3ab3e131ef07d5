import type { Offer } from '@onesms/sdk'
import type { OfferRow } from '../../db/store/read/offers.ts'

/** An offer straight from a provider: what it has in `/v1/offers` but the times, since it is of this moment. */
export interface LiveOffer extends Omit<OfferRow, 'as_of' | 'stale_since'> {
  /** 0 to 1; `null` when untold. */
  readonly success_rate: number | null
}

export function toLiveOffer({
  provider,
  kind,
  service,
  country,
  operator,
  supplier,
  price,
  stock,
  successRate,
}: Offer): LiveOffer {
  return {
    provider,
    kind,
    service: service.slug ?? `${provider}:${service.nativeId}`,
    country: country.iso ?? `${provider}:${country.nativeId}`,
    native_service: service.nativeId,
    native_country: country.nativeId,
    operator: operator?.nativeId ?? null,
    supplier,
    price: price.amount,
    currency: price.currency,
    stock,
    success_rate: successRate,
  }
}

import type { Offer } from '@onesms/sdk'

/** An offer straight from a provider, with the names it has in `/v1/offers`. */
export interface LiveOffer {
  readonly provider: string
  readonly kind: 'activation' | 'rental'
  readonly service: string
  readonly country: string
  readonly native_service: string
  readonly native_country: string
  readonly operator: string | null
  readonly supplier: string | null
  readonly price: string
  readonly currency: string
  readonly stock: number | null
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

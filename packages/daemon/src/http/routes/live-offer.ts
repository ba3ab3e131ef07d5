import type { Offer } from '@onesms/sdk'
import { z } from 'zod'
import type { OfferRow } from '../../db/store/read/offers.ts'

/** An offer straight from a provider: what it has in `/v1/offers` but the times, since it is of this moment. */
export interface LiveOffer extends Omit<OfferRow, 'as_of' | 'stale_since'> {
  /** 0 to 1; `null` when untold. */
  readonly success_rate: number | null
}

/** What every offer says, for the description of the API. */
export const offerFields = {
  provider: z.string(),
  kind: z.enum(['activation', 'rental']),
  service: z.string(),
  country: z.string(),
  native_service: z.string(),
  native_country: z.string(),
  operator: z.string().nullable().describe('`null` when none is named'),
  supplier: z.string().nullable().describe('`null` when none is named'),
  price: z.string().describe('Decimal'),
  currency: z.string(),
  stock: z.int().nullable().describe('`null` when untold'),
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

import { withPlaces } from '../catalog/decimal.ts'
import type { Tier } from '../catalog/ladder.ts'
import { entry, object } from '../json-text.ts'

/** `{"0.25":10,"0.30":44432}`: prices as keys, with two decimals at least, and counts as values. */
export const tierMap = (tiers: readonly Tier[], count: (literal: string) => string): string =>
  object(tiers.map(tier => entry(withPlaces(tier.price, 2), count(String(tier.stock)))))

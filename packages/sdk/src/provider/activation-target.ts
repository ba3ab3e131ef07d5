import type { PurchaseTarget } from './purchase.ts'

/** The target of a number for one short use. */
export function activationTarget(
  provider: string,
  service: string,
  country: string,
  operator: string | null = null,
): PurchaseTarget {
  return { kind: 'activation', provider, service, country, operator, hours: null, extends: null }
}

import type { PurchaseTarget } from '@onesms/sdk'
import type { PurchasePolicy } from './policy.ts'

/** What a request names. */
export interface Named {
  readonly service: string
  readonly country: string
}

/**
 * Which part of a request is on no list of what may be bought; `null` when all of it is. Compared is what names come to at
 * the provider, so that an id of the provider's own gets past no list.
 * @param targetsOf What a request comes to; throws for a name that the provider does not know.
 */
export function forbiddenPart(
  { services, countries }: Pick<PurchasePolicy, 'services' | 'countries'>,
  named: Named,
  targetsOf: (named: Named) => readonly PurchaseTarget[],
): 'service' | 'country' | null {
  const targets = targetsOf(named)
  if (!covers(services, service => targetsOf({ ...named, service }), targets, 'service')) return 'service'
  if (!covers(countries, country => targetsOf({ ...named, country }), targets, 'country')) return 'country'
  return null
}

function covers(
  list: readonly string[] | 'any',
  targetsOf: (name: string) => readonly PurchaseTarget[],
  targets: readonly PurchaseTarget[],
  part: 'service' | 'country',
): boolean {
  if (list === 'any') return true
  const keyOf = (target: PurchaseTarget) => JSON.stringify([target.provider, target[part]])
  const allowed = new Set(list.flatMap(name => knownTargets(() => targetsOf(name)).map(keyOf)))
  return targets.length > 0 && targets.every(target => allowed.has(keyOf(target)))
}

/** A list may hold names that only another provider knows. */
function knownTargets(read: () => readonly PurchaseTarget[]): readonly PurchaseTarget[] {
  try {
    return read()
  } catch {
    return []
  }
}

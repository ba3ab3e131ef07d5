import type { Money } from '../money/money.ts'
import { leavesOf } from '../provider/leaves.ts'
import type { Provider } from '../provider/provider.ts'
import type { PurchaseKind } from '../provider/purchase.ts'
import type { PurchaseContext } from './context.ts'
import type { Intent } from './intent.ts'
import { kindOf, targetsInDoubt } from './number.ts'
import { within } from './within.ts'

const LIMIT = 5_000

type Doubt = Pick<Intent, 'targets' | 'asked'>

/**
 * Whether a provider shows what a purchase of this kind bought. A rented number is always known by its name. One that keeps
 * purchases by their reference is asked for that: its lists hold numbers of others, under the names of those who sold them.
 */
export function shows({ traits, activations, rentals, outcomeOf }: Provider, kind: PurchaseKind): boolean {
  if (outcomeOf) return false
  if (kind === 'activation') return traits.openList !== null && activations.list !== undefined
  return kind === 'rental' ? rentals?.list !== undefined : rentals !== undefined
}

/** The providers that may have sold what was asked for. */
export function leavesInDoubt(provider: Provider, intent: Doubt): readonly Provider[] {
  const ids = new Set(targetsInDoubt(intent).map(target => target.provider))
  return leavesOf(provider).filter(({ id }) => ids.has(id))
}

/** Whether an unknown purchase can be looked for: by its reference, or on a list of at least one of those that may have sold it. */
export function canBeListed(provider: Provider, intent: Doubt): boolean {
  if (provider.outcomeOf) return true
  return leavesInDoubt(provider, intent).some(leaf => shows(leaf, kindOf(intent)))
}

/** Whether a look alone can tell that an unknown purchase bought nothing. */
export function isListed(provider: Provider, intent: Doubt): boolean {
  if (provider.outcomeOf) return true
  const leaves = leavesInDoubt(provider, intent)
  return leaves.length > 0 && leaves.every(leaf => shows(leaf, kindOf(intent)))
}

/** The balance where it is the only witness; `null` elsewhere, and when it does not come within 5 s. */
export async function readWitness({ provider, clock }: PurchaseContext, intent: Doubt): Promise<Money | null> {
  if (provider.outcomeOf) return null
  const [leaf, ...others] = leavesInDoubt(provider, intent).filter(each => !shows(each, kindOf(intent)))
  if (!leaf || others.length > 0) return null
  return within(clock, LIMIT, signal => leaf.account.balance({ signal }))
}

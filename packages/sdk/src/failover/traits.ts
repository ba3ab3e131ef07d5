import type { Provider } from '../provider/provider.ts'
import type { ProviderTraits } from '../provider/traits.ts'

/** How long a look at the offers may take before it counts as failed. */
export const LOOK_TIMEOUT = 5_000

/** How long one member may take: a look at its price, where it does not hold the cap itself, and its own purchase. */
function patienceOf({ traits, rentals }: Provider): number {
  return traits.purchaseTimeout + (traits.priceCap && !rentals ? 0 : LOOK_TIMEOUT)
}

/** The worst of what the members do: whoever relies on a trait must not be wrong about any of them. */
export function worstOf(members: readonly Provider[], isRanked: boolean): ProviderTraits {
  const all = members.map(({ traits }) => traits)
  const most = (pick: (traits: ProviderTraits) => number) => Math.max(...all.map(pick))
  const retries = all.map(({ retry }) => retry)
  return {
    operatorChoice: all.every(({ operatorChoice }) => operatorChoice),
    priceCap: true, // a member that does not hold the cap is looked at before it is asked
    honoursReference: 'none',
    openList: all.every(({ openList }) => openList === null) ? null : 'paged',
    listLag: most(({ listLag }) => listLag),
    latestCommit: most(({ latestCommit }) => latestCommit),
    purchaseTimeout: members.reduce((sum, member) => sum + patienceOf(member), isRanked ? LOOK_TIMEOUT : 0),
    lifetime: most(({ lifetime }) => lifetime),
    completion: all.some(({ completion }) => completion === 'explicit') ? 'explicit' : 'implicit',
    retry: retries.includes('free') ? 'free' : retries.includes('paid') ? 'paid' : false,
    cancelAfter: most(({ cancelAfter }) => cancelAfter),
    pollInterval: most(({ pollInterval }) => pollInterval),
    requestsPerSecond: null,
  }
}

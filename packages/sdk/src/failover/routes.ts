import { NotFoundError } from '../errors/activation.ts'
import { leavesOf } from '../provider/leaves.ts'
import type { Provider } from '../provider/provider.ts'
import { createRecent } from '../utils/recent.ts'

/** Which member answers for an id. */
export interface Routes {
  /** A number was told by a member. */
  note(id: string, member: Provider): void
  /** `undefined`: none of them sold it, or it is not known yet which of several has. */
  find(id: string): Provider | undefined
  /** Asks those that may have sold it where that is not known. @throws {@link NotFoundError} when none of them has. */
  of(id: string, operation: string): Promise<Provider>
}

const MOST_NOTED = 10_000

export function createRoutes(id: string, members: readonly Provider[]): Routes {
  const noted = createRecent<Provider>(MOST_NOTED)
  const sellers = new Map(members.flatMap(member => leavesOf(member).map(leaf => [leaf.id, member] as const)))
  // One that keeps purchases by their reference sells for others, and its numbers have the ids of those.
  const resellers = members.filter(member => leavesOf(member).some(({ outcomeOf }) => outcomeOf))
  const sellerOf = (whole: string) => sellers.get(whole.slice(0, Math.max(0, whole.indexOf(':'))))
  const candidatesFor = (whole: string) => {
    const seller = sellerOf(whole)
    return [...(seller ? [seller] : []), ...resellers.filter(member => member !== seller && whole.includes(':'))]
  }
  const find = (whole: string) => {
    const [first, ...others] = candidatesFor(whole)
    return noted.get(whole) ?? (others.length === 0 ? first : undefined)
  }
  const note = (whole: string, member: Provider) => {
    if (candidatesFor(whole).length > 1) noted.set(whole, member)
  }

  return {
    note,
    find,
    async of(whole, operation) {
      const member = find(whole)
      if (member) return member
      const answers = await Promise.allSettled(
        candidatesFor(whole).map(async candidate => ((await knows(candidate, whole)) ? candidate : null)),
      )
      const found = answers.map(answer => (answer.status === 'fulfilled' ? answer.value : null)).find(each => each)
      if (found) {
        note(whole, found)
        return found
      }
      const failed = answers.find(answer => answer.status === 'rejected')
      if (failed) throw failed.reason // it may be the one
      throw new NotFoundError(`${JSON.stringify(whole.slice(0, 80))} was sold by no provider of ${id}`, {
        provider: id,
        operation,
      })
    },
  }
}

/** Whether a member has sold a number. */
async function knows({ activations, rentals }: Provider, id: string): Promise<boolean> {
  for (const facet of [activations, rentals]) {
    const isKnown = await facet?.fetch(id, {}).then(
      () => true,
      error => {
        if (error instanceof NotFoundError) return false
        throw error
      },
    )
    if (isKnown) return true
  }
  return false
}

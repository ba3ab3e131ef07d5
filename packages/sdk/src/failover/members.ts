import { ConfigurationError } from '../errors/access.ts'
import { NotFoundError } from '../errors/activation.ts'
import { leavesOf } from '../provider/leaves.ts'
import type { Provider } from '../provider/provider.ts'

function namesOf(provider: Provider): readonly string[] {
  return [provider.id, ...(provider.members ?? []).flatMap(namesOf)]
}

/** @throws {@link ConfigurationError} without members, and for two of one id: ids are how a number finds its way back. */
export function checkMembers(id: string, members: readonly Provider[]): void {
  const context = { provider: id, operation: 'configure' }
  if (members.length === 0) throw new ConfigurationError('failover needs at least one provider', context)
  const seen = new Set([id])
  for (const name of members.flatMap(namesOf)) {
    if (seen.has(name)) {
      throw new ConfigurationError(`two providers have the id ${name}`, {
        ...context,
        hint: "Give one of them another: heroSms({ id: 'hero-sms-eu' }), failover([…], { id: 'second' }).",
      })
    }
    seen.add(name)
  }
}

/** Which member answers for an id. */
export interface Routes {
  /** `undefined`: none of them sold it. */
  find(id: string): Provider | undefined
  /** @throws {@link NotFoundError} when none of them sold it. */
  of(id: string, operation: string): Provider
}

export function createRoutes(id: string, members: readonly Provider[]): Routes {
  const owners = new Map(members.flatMap(member => leavesOf(member).map(leaf => [leaf.id, member] as const)))
  const find = (whole: string) => owners.get(whole.slice(0, Math.max(0, whole.indexOf(':'))))
  return {
    find,
    of(whole, operation) {
      const member = find(whole)
      if (member) return member
      throw new NotFoundError(`${JSON.stringify(whole.slice(0, 80))} was sold by no provider of ${id}`, {
        provider: id,
        operation,
      })
    },
  }
}

import { ConfigurationError } from '../errors/access.ts'
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

import type { Provider } from './provider.ts'

/** The providers that sell by themselves: the provider itself, or those it is made of, however deep. */
export function leavesOf(provider: Provider): readonly Provider[] {
  return provider.members ? provider.members.flatMap(leavesOf) : [provider]
}

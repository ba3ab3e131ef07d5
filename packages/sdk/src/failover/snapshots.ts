import type { Provider } from '../provider/provider.ts'
import type { ActivationSnapshot } from '../provider/snapshot.ts'

/**
 * A number with the times that its own provider gives it, where they are untold: the traits of a provider made of providers
 * are those of the worst of them.
 */
export function withTimes(snapshot: ActivationSnapshot, { traits }: Provider): ActivationSnapshot {
  const { createdAt, expiresAt, cancellableAt } = snapshot
  const after = (ms: number) => new Date(createdAt.getTime() + ms)
  return {
    ...snapshot,
    expiresAt: expiresAt ?? after(traits.lifetime),
    cancellableAt: cancellableAt ?? after(traits.cancelAfter),
  }
}

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

/** Oldest first, as a list of one provider reads: the purchase that was made first is given the number that was sold first. */
export function bySale(left: ActivationSnapshot, right: ActivationSnapshot): number {
  return timeOf(left) - timeOf(right)
}

const timeOf = ({ soldAt, createdAt }: ActivationSnapshot) => (soldAt ?? createdAt).getTime()

import { NotFoundError } from '../../errors/activation.ts'

const ID = /^[a-z0-9][a-z0-9-]{0,63}:[^\s\p{C}]{1,120}$/u

/** The id itself. @throws {@link NotFoundError} for one that no number of this daemon can have. */
export function ownId(id: string, { provider }: { readonly provider: string }, operation: string): string {
  // Not by whose it begins with: an account may be made of several providers, and its numbers have the ids of those.
  if (ID.test(id)) return id
  throw new NotFoundError(`${JSON.stringify(id.slice(0, 80))} is no number of ${provider}`, { provider, operation })
}

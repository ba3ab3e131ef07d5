import { NotFoundError } from '../../errors/activation.ts'

const ID = /^[a-z0-9][a-z0-9-]{0,63}:[^\s\p{C}]{1,120}$/u

/** The id itself. @throws {@link NotFoundError} for one that no number of this daemon can have. */
export function ownId(
  id: string,
  { provider, only }: { provider: string; only: string | null },
  operation: string,
): string {
  if (ID.test(id) && (only === null || id.startsWith(`${only}:`))) return id
  throw new NotFoundError(`${JSON.stringify(id.slice(0, 80))} is no number of ${provider}`, { provider, operation })
}

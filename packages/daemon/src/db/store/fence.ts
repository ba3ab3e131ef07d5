import type { Sql } from '../connect.ts'
import type { Lease } from './leases.ts'

/** The lease ended while something was being written under it; nothing of it was kept. */
export class FencedError extends Error {
  override readonly name = 'FencedError'
}

/**
 * Makes sure of the lease, and of keeping it until the transaction ends: nobody can take it meanwhile.
 *
 * @throws {@link FencedError} when it is no longer ours.
 */
export async function fence(tx: Sql, { name, token }: Lease): Promise<void> {
  const held = await tx`
    select from leases where name = ${name} and token = ${token} and expires_at > clock_timestamp() for update`
  if (held.count === 0) throw new FencedError(`the lease ${name} has ended; nothing was written`)
}

import type { Identity } from '../auth/identity.ts'

/** Whose numbers somebody may look at: one's own; with the scope `admin` everybody's (`undefined`). */
export function whose(identity: Identity | null): string | undefined {
  return identity?.scopes.has('admin') ? undefined : (identity?.subject ?? '')
}

import type { RouteCall } from '../routes/route.ts'

/** Whose numbers a request is about. Every one of these routes takes a scope, so somebody asks. */
export function subjectOf({ identity }: RouteCall): string {
  if (identity) return identity.subject
  throw new Error('nobody asks')
}

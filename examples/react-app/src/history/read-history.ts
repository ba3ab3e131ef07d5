import type { NumberSnapshot } from '@onesms/sdk'
import { parseActivation } from '@onesms/sdk/wire'
import type { Session } from '../session/session.ts'

interface Page {
  readonly data: readonly unknown[]
}

/** What was bought and rented by whoever is at this browser, the newest first. */
export async function readHistory(
  { get }: Pick<Session, 'get'>,
  signal: AbortSignal,
): Promise<readonly NumberSnapshot[]> {
  const pages = await Promise.all(
    ['activations', 'rentals'].map(async kind => (await get(`/v1/${kind}?limit=50`, signal)) as Page),
  )
  return pages
    .flatMap(({ data }) => data.map(number => parseActivation(number).snapshot))
    .sort((left, right) => right.createdAt.getTime() - left.createdAt.getTime())
}

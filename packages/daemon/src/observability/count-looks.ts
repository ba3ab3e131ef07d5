import type { Account } from '../accounts/accounts.ts'
import type { Metrics } from './metrics.ts'

/** Counts the lists that are read to clear up what is unknown, and whether they are evidence. */
export function countLooks({ purchaseLooks }: Pick<Metrics, 'purchaseLooks'>, { id, client }: Account): void {
  client.on('purchase:look', ({ counts }) => purchaseLooks.inc({ account: id, valid: String(counts) }))
}

import { type Clock, systemClock } from '../scheduler/clock.ts'
import { within } from '../scheduler/within.ts'
import type { Accounts } from './accounts.ts'

/** Well within the ten seconds that a container is given to end. */
const PATIENCE = 6_000

/**
 * Takes no more purchases and waits for those that are on their way to be written down, but not for long: what is left
 * stands in the ledger, and whoever opens the account next clears it up.
 */
export async function closeAccounts(accounts: Accounts, clock: Clock = systemClock): Promise<void> {
  await within(PATIENCE, Promise.allSettled([...accounts.values()].map(({ client }) => client.close())), clock)
}

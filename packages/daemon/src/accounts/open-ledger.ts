import type { IntentStore, Provider } from '@onesms/sdk'
import { createIntentStore } from '../db/store/intents.ts'
import { createAdmission } from '../db/store/purchases/admission.ts'
import type { Database } from '../db/tables.ts'
import type { PurchasePolicy } from '../purchase/policy.ts'

/** Where the purchases of all accounts are written down, within the limits of a policy. */
export function openLedger(
  database: Database,
  providers: readonly Pick<Provider, 'id' | 'currency'>[],
  { limits }: Pick<PurchasePolicy, 'limits'>,
): IntentStore {
  return createIntentStore(database, createAdmission({ schema: database.schema, accounts: providers, limits }))
}

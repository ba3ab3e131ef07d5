import type { Client } from '@onesms/sdk'
// #region
import { PurchaseUnknownError } from '@onesms/sdk'
// #endregion

export async function buyAlthoughAnswersAreLost(client: Client) {
  // #region
  try {
    return await client.activations.buy({ service: 'telegram', country: 'GB' }, { idempotencyKey: 'order-18' })
  } catch (error) {
    if (!(error instanceof PurchaseUnknownError)) throw error // nothing is bought and kept
    return await error.reconcile() // the number, or null: nothing was bought; throws again where you must decide
  }
  // #endregion
}

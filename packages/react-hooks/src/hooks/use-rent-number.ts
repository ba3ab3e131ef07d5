import type { RentalRequest, RentalSnapshot } from '@onesms/sdk'
import { useSyncExternalStore } from 'react'
import type { PurchaseState } from '../attempts/present.ts'
import { purchasesOf } from '../attempts/shared-purchases.ts'
import { useOneSmsClient } from '../context.tsx'

/**
 * Rents a number, as {@link useBuyActivation} buys one: once for each time it is asked to, and shared by all components under
 * one client. A rental and an activation can be on their way at the same time.
 */
export function useRentNumber(): PurchaseState<RentalRequest, RentalSnapshot> {
  const { rental } = purchasesOf(useOneSmsClient())
  return useSyncExternalStore(rental.subscribe, rental.getSnapshot, rental.getServerSnapshot)
}

import type { ActivationSnapshot, PurchaseRequest } from '@onesms/sdk'
import { useSyncExternalStore } from 'react'
import type { PurchaseState } from '../attempts/present.ts'
import { purchasesOf } from '../attempts/shared-purchases.ts'
import { useOneSmsClient } from '../context.tsx'

/**
 * Buys a number, once for each time it is asked to: not by a double click, a lost answer or a page that is loaded anew.
 *
 * All components under one client share it: one purchase at a time, which goes on when they unmount, and which whoever mounts
 * finds. The attempt is kept in the session storage of the tab until `reset()` or the next `mutate`, so a page that is loaded
 * anew is `checking` at first, asks the daemon what came of it, and shows the number. With a client whose provider keeps no
 * purchases by their key (any but a daemon) a page that is loaded anew begins from `idle`.
 *
 * @example
 * ```tsx
 * const { mutate, isPending, data } = useBuyActivation()
 * const { code } = useActivation(data)
 * <button disabled={isPending} onClick={() => mutate({ service: 'telegram', country: 'GB', maxPrice: '0.50' })}>
 * ```
 */
export function useBuyActivation(): PurchaseState<PurchaseRequest, ActivationSnapshot> {
  const { activation } = purchasesOf(useOneSmsClient())
  return useSyncExternalStore(activation.subscribe, activation.getSnapshot, activation.getServerSnapshot)
}

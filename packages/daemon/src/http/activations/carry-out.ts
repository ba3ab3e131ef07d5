import { InvalidTransitionError, type NumberSnapshot } from '@onesms/sdk'
import { type Account, rentalsOf } from '../../accounts/accounts.ts'
import { ledgerKeyOf, type PurchaseRequestRow } from '../../db/store/purchases/requests.ts'
import { readActivation } from '../../tracking/activation-row.ts'
import type { DeskContext } from './desk-terms.ts'

/** Buys what a request stands for, under its key. No signal of the client ends it: who leaves has bought all the same. */
export async function carryOut(
  { database, gate }: Pick<DeskContext, 'database' | 'gate'>,
  account: Account,
  { subject, key, kind, asked, maxPrice }: PurchaseRequestRow,
): Promise<NumberSnapshot> {
  const options = { idempotencyKey: ledgerKeyOf(subject, key) }
  if (!('rental' in asked)) {
    const { hours, ...request } = asked
    if (kind === 'activation') return (await account.client.activations.buy({ ...request, maxPrice }, options)).snapshot
    const duration = { hours: hours ?? 0 }
    return (await rentalsOf(account).rent({ ...request, duration, maxPrice }, options)).snapshot
  }
  const known = await gate(() => readActivation(database, asked.rental, subject))
  if (!known || !('kind' in known.snapshot))
    throw new InvalidTransitionError(`${asked.rental} is not a rental of yours`)
  const rental = await rentalsOf(account).get(known.snapshot)
  return rental.extend({ hours: asked.hours }, { ...options, maxPrice })
}

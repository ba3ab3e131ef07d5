import {
  type ExtendOptions,
  OneSmsError,
  PurchaseUnknownError,
  type RentalDuration,
  type RentalSnapshot,
} from '@onesms/sdk'

type Extend = (duration: RentalDuration, options: ExtendOptions) => Promise<unknown>

/**
 * More time for a rental, charged once for each end that it has had: also where it is asked for twice, from two places, or
 * by a page that was loaded anew. What may be charged has not ended as long as nobody can tell whether it was.
 */
export function createExtension() {
  let refusals = 0
  return async (
    { id, expiresAt }: Pick<RentalSnapshot, 'id' | 'expiresAt'>,
    extend: Extend,
    duration: RentalDuration,
    options: ExtendOptions,
  ): Promise<void> => {
    const idempotencyKey = [id, expiresAt?.toISOString(), JSON.stringify(duration), refusals].join('/')
    try {
      const extended = await settled(() => extend(duration, { ...options, idempotencyKey }))
      if (extended === null) refusals += 1
    } catch (error) {
      // Nothing was bought under that key, and nothing ever will be.
      if (OneSmsError.is(error) && error.rejected && error.code !== 'authentication') refusals += 1
      throw error
    }
  }
}

/** What it comes to in the end; `null`: it bought nothing. */
async function settled(purchase: () => Promise<unknown>): Promise<unknown> {
  try {
    return await purchase()
  } catch (error) {
    if (!(error instanceof PurchaseUnknownError)) throw error
    return error.reconcile()
  }
}

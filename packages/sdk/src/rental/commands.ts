import { forbidden } from '../activation/forbidden.ts'
import { sendOnce } from '../activation/send-once.ts'
import { isSettled } from '../activation/status.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { RentalSnapshot } from '../provider/rental-snapshot.ts'
import type { ExtensionOffer, RentalDuration } from '../provider/rentals.ts'
import { incapable } from './incapable.ts'
import type { LiveRental } from './live.ts'
import type { ExtendOptions } from './rental.ts'

export async function cancel(live: LiveRental): Promise<RentalSnapshot> {
  const { id, rentals } = live.host.provider
  if (live.snapshot.status === 'cancelled') return live.snapshot
  if (!rentals.cancel) throw incapable(id, 'cancel')
  if (isSettled(live.snapshot)) throw forbidden(live.snapshot, 'cancel')
  await sendOnce(live, () => live.sendCancel(), 'cancelled')
  return live.snapshot
}

export async function complete(live: LiveRental): Promise<RentalSnapshot> {
  const { id, rentals } = live.host.provider
  if (live.snapshot.status === 'completed') return live.snapshot
  if (!rentals.complete) throw incapable(id, 'complete')
  if (isSettled(live.snapshot)) throw forbidden(live.snapshot, 'complete')
  const send = rentals.complete.bind(rentals)
  await sendOnce(live, () => live.sendComplete(() => send(live.id, {})), 'completed')
  return live.snapshot
}

export async function extend(
  live: LiveRental,
  duration: RentalDuration,
  { maxPrice, ...options }: ExtendOptions,
): Promise<RentalSnapshot> {
  const { id, rentals } = live.host.provider
  if (!rentals.extend) throw incapable(id, 'extend')
  if (isSettled(live.snapshot)) throw forbidden(live.snapshot, 'extend')
  const request = { rental: live.snapshot, duration, ...(maxPrice !== undefined && { maxPrice }) }
  live.takeExtension(await live.host.extend(request, options))
  return live.snapshot
}

export async function extensions(live: LiveRental, call: CallOptions): Promise<readonly ExtensionOffer[]> {
  const { id, rentals } = live.host.provider
  if (!rentals.extensions) throw incapable(id, 'extensions')
  return rentals.extensions(live.id, call)
}

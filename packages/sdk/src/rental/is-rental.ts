import type { NumberSnapshot } from '../activation/followed.ts'
import type { RentalSnapshot } from '../provider/rental-snapshot.ts'

export const isRental = (snapshot: NumberSnapshot): snapshot is RentalSnapshot => 'kind' in snapshot

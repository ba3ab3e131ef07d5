import type { NumberSnapshot } from '../provider/rental-snapshot.ts'

/** What errors name as the operation on a number that failed. */
export function operationOn(snapshot: NumberSnapshot, command: string): string {
  return `${'kind' in snapshot ? 'rentals' : 'activations'}.${command}` // of rentals alone a snapshot tells its kind
}

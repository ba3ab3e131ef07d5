import type { RentalSnapshot } from '@onesms/sdk'
import { useOneSmsClient } from '../context.tsx'
import type { RentalCommands } from '../live/commands.ts'
import { registryOf } from '../live/registry.ts'
import type { LiveState } from '../live/state.ts'
import { useNumber } from '../live/use-number.ts'

/** A rental as {@link useRental} tells it. */
export type LiveRental = LiveState<RentalSnapshot> & RentalCommands

const COMMANDS = ['cancel', 'complete', 'extend', 'refresh'] as const

/** Follows a rented number, as {@link useActivation} follows a bought one. */
export function useRental(target: string | RentalSnapshot | null | undefined): LiveRental {
  return useNumber<RentalSnapshot, RentalCommands>(registryOf(useOneSmsClient()).rentals, target, COMMANDS)
}

import type { RentalSnapshot } from '@onesms/sdk'
import { useMemo } from 'react'
import { useOneSmsClient } from '../context.tsx'
import { type RentalCommands, rentalCommands } from '../live/commands.ts'
import { registryOf } from '../live/registry.ts'
import { idOf, type LiveState } from '../live/state.ts'
import { useNumber, useTarget } from '../live/use-number.ts'

/** A rental as {@link useRental} tells it. */
export type LiveRental = LiveState<RentalSnapshot> & RentalCommands

/** Follows a rented number, as {@link useActivation} follows a bought one. */
export function useRental(target: string | RentalSnapshot | null | undefined): LiveRental {
  const client = useOneSmsClient()
  const number = useTarget<RentalSnapshot>(target)
  const id = number && idOf(number)
  const commands = useMemo(() => rentalCommands(client, id), [client, id])
  return useNumber(registryOf(client).rentals, number, commands)
}

import type { NumberSnapshot, RentalSnapshot } from '@onesms/sdk'
import { useMemo, useSyncExternalStore } from 'react'
import { useOneSmsClient } from '../context.tsx'
import { createCountdown, type TimeLeft } from '../live/countdown.ts'
import type { Numbers } from '../live/registry.ts'
import { registryOf } from '../live/registry.ts'
import { useTarget } from '../live/use-number.ts'

/**
 * How much of a number's time is left: of an activation by its id, of an activation or a rental by a snapshot. It renders
 * once a second, and only the component that calls it; a clock of the page that is wrong, or a page that was away, changes
 * nothing. It follows the number as {@link useActivation} does.
 */
export function useTimeLeft(target: string | NumberSnapshot | null | undefined): TimeLeft {
  const { activations, rentals } = registryOf(useOneSmsClient())
  const number = useTarget<NumberSnapshot>(target)
  const countdown = useMemo(() => {
    const numbers = number !== null && isRental(number) ? rentals : activations
    return createCountdown(numbers as Numbers<NumberSnapshot>, number)
  }, [activations, rentals, number])
  return useSyncExternalStore(countdown.subscribe, countdown.getSnapshot, countdown.getServerSnapshot)
}

const isRental = (target: string | NumberSnapshot): target is RentalSnapshot =>
  typeof target === 'object' && 'kind' in target

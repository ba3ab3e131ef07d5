import type { NumberSnapshot } from '@onesms/sdk'
import { useMemo, useSyncExternalStore } from 'react'
import { useOneSmsClient } from '../context.tsx'
import { createCountdown, type TimeLeft } from '../live/countdown.ts'
import { type Numbers, registryOf } from '../live/registry.ts'
import { useTarget } from '../live/use-number.ts'

const unknown = () => null

/**
 * How much of a number's time is left: of an activation by its id, of an activation or a rental by a snapshot. It renders
 * once a second, and only the component that calls it; a clock of the page that is wrong, or a page that was away, changes
 * nothing. It follows the number as {@link useActivation} does.
 */
export function useTimeLeft(target: string | NumberSnapshot | null | undefined): TimeLeft {
  const { activations, rentals } = registryOf(useOneSmsClient())
  const number = useTarget<NumberSnapshot>(target)
  const numbers = Object(number).kind ? rentals : activations // of rentals alone a snapshot tells its kind
  const { subscribe, read } = useMemo(
    () => createCountdown(numbers as Numbers<NumberSnapshot>, number),
    [numbers, number],
  )
  const left = useSyncExternalStore(subscribe, () => read('timeLeft'), unknown)
  return { left, untilCancellable: left === null ? null : read('untilCancellable') }
}

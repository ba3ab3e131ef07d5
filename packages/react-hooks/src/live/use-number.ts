import type { NumberSnapshot } from '@onesms/sdk'
import { useMemo, useSyncExternalStore } from 'react'
import { commandsOf } from './commands.ts'
import type { Numbers } from './registry.ts'
import { idOf, type LiveState, type Target } from './state.ts'
import { createTracked } from './tracked.ts'

/** The target, and the same one for as long as it means the same number, known as well. */
export function useTarget<S extends NumberSnapshot>(target: Target<S> | null | undefined): Target<S> | null {
  const id = target ? idOf(target) : null
  const isKnown = typeof target === 'object'
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer snapshot of the same number tells nothing new
  return useMemo(() => target || null, [id, isKnown])
}

/**
 * What is known of a number with what can be done with it; renders again only when what was read has changed.
 * @param names Of the commands; always the same array.
 */
export function useNumber<S extends NumberSnapshot, Commands extends object>(
  numbers: Numbers<S>,
  target: Target<S> | null | undefined,
  names: readonly (keyof Commands & string)[],
): LiveState<S> & Commands {
  const number = useTarget(target)
  const id = number && idOf(number)
  const commands = useMemo(() => commandsOf<S, Commands>(numbers, id, names), [numbers, id, names])
  const tracked = useMemo(() => createTracked(numbers, number), [numbers, number])
  const state = useSyncExternalStore(tracked.subscribe, tracked.getSnapshot, tracked.getServerSnapshot)
  return useMemo(() => tracked.present(state, commands), [tracked, state, commands])
}

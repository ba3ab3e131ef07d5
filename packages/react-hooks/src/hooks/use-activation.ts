import type { ActivationSnapshot } from '@onesms/sdk'
import { useOneSmsClient } from '../context.tsx'
import type { ActivationCommands } from '../live/commands.ts'
import { registryOf } from '../live/registry.ts'
import type { LiveState } from '../live/state.ts'
import { useNumber } from '../live/use-number.ts'

/** An activation as {@link useActivation} tells it. */
export type LiveActivation = LiveState<ActivationSnapshot> & ActivationCommands

const COMMANDS = ['cancel', 'complete', 'retry', 'report', 'refresh'] as const

/**
 * Follows a bought number, by its id or, without a request, by a snapshot of it; `null` or `undefined` follows none.
 *
 * All components that follow a number share one source, which asks, or listens to, the daemon while any of them is mounted;
 * unmounting never gives a number back. A component renders again only when a property has changed that it has read.
 *
 * @example
 * ```tsx
 * const { phone, code, cancel } = useActivation(buy.data)
 * ```
 */
export function useActivation(target: string | ActivationSnapshot | null | undefined): LiveActivation {
  return useNumber<ActivationSnapshot, ActivationCommands>(registryOf(useOneSmsClient()).activations, target, COMMANDS)
}

import {
  type Activation,
  type ActivationSnapshot,
  InvalidTransitionError,
  type NumberSnapshot,
  type Rental,
} from '@onesms/sdk'
import type { Numbers } from './registry.ts'

type Commands<Handle, Name extends keyof Handle> = Readonly<Pick<Handle, Name>>

/** What can be done with an activation. Without one they reject. */
export interface ActivationCommands extends Commands<Activation, 'complete' | 'retry' | 'report' | 'refresh'> {
  /** Gives it back as soon as its provider takes it; an SMS that comes first is no error. */
  cancel(): Promise<ActivationSnapshot>
}

/** What can be done with a rental. Without one they reject. */
export type RentalCommands = Commands<Rental, 'cancel' | 'complete' | 'extend' | 'refresh'>

/** What a handle does, by its name, for a number that may not be there yet. */
export function commandsOf<S extends NumberSnapshot, C extends object>(
  { open, peek }: Numbers<S>,
  id: string | null,
  names: readonly (keyof C & string)[],
): C {
  const command =
    (name: string) =>
    async (...args: readonly unknown[]) => {
      if (id === null) throw new InvalidTransitionError('there is no number yet')
      const handle = await open(id)
      peek(id)?.wake() // it was found now, if not before
      return (handle as unknown as Record<string, (...args: readonly unknown[]) => unknown>)[name]?.(...args)
    }
  return Object.fromEntries(names.map(name => [name, command(name)])) as C
}

import {
  type Activation,
  type ActivationSnapshot,
  type Client,
  InvalidTransitionError,
  type NumberSnapshot,
  type Rental,
  type RentalsResource,
} from '@onesms/sdk'
import { registryOf } from './registry.ts'

type Commands<Handle, Name extends keyof Handle> = Readonly<Pick<Handle, Name>>

/** What can be done with an activation. Without one they reject. */
export interface ActivationCommands extends Commands<Activation, 'complete' | 'retry' | 'report' | 'refresh'> {
  /** Gives it back as soon as its provider takes it; an SMS that comes first is no error. */
  cancel(): Promise<ActivationSnapshot>
}

/** What can be done with a rental. Without one they reject. */
export type RentalCommands = Commands<Rental, 'cancel' | 'complete' | 'extend' | 'refresh'>

/** They take nothing that they do not name, so that each can stand where a listener of events does. */
export function activationCommands(client: Client, id: string | null): ActivationCommands {
  const open = async () => client.activations.get(id ?? missing('activation'))
  return {
    cancel: async () => (await open()).cancel(),
    complete: async () => (await open()).complete(),
    retry: async () => (await open()).retry(),
    report: async reason => (await open()).report(reason),
    refresh: () => refresh(open, snapshot => registryOf(client).activations.peek(snapshot.id)?.wake()),
  }
}

export function rentalCommands(client: Client, id: string | null): RentalCommands {
  const { rentals } = client as Client & { readonly rentals: RentalsResource }
  const open = async () => rentals.get(id ?? missing('rental'))
  return {
    cancel: async () => (await open()).cancel(),
    complete: async () => (await open()).complete(),
    extend: async (duration, options) => (await open()).extend(duration, options),
    refresh: () => refresh(open, snapshot => registryOf(client).rentals.peek(snapshot.id)?.wake()),
  }
}

/** Asks now; what was given up because no look could succeed is followed again when this one did. */
async function refresh<S extends NumberSnapshot>(
  open: () => Promise<{ refresh(): Promise<S> }>,
  goOn: (snapshot: S) => unknown,
): Promise<S> {
  const snapshot = await (await open()).refresh()
  goOn(snapshot)
  return snapshot
}

function missing(kind: string): never {
  throw new InvalidTransitionError(`there is no ${kind} yet`, {
    hint: 'The hook was given none: pass an id or a snapshot, and offer this once `snapshot` is there.',
  })
}

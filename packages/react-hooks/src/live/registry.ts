import type { ActivationSnapshot, Client, NumberSnapshot, RentalSnapshot, RentalsResource } from '@onesms/sdk'
import { createLater } from './later.ts'
import { onReturn } from './on-return.ts'
import { createSource, type LiveHandle, type Source } from './source.ts'
import { idOf, type Target } from './state.ts'

/** The numbers of one kind that components of one client follow: one source for each id. */
export interface Numbers<S extends NumberSnapshot> {
  /** What somebody follows; `undefined` where nobody does. Costs nothing. */
  peek(this: void, id: string): Source<S> | undefined
  /** Calls `listener` after every change of what is known. Answers how to stop. @param interval Milliseconds between two looks. */
  follow(this: void, target: Target<S>, listener: () => void, interval?: number): () => void
  /** The handle of a number; one that is followed is not asked for. */
  open(this: void, target: Target<S>, call?: { readonly signal: AbortSignal }): Promise<LiveHandle<S>>
}

export interface Registry {
  readonly activations: Numbers<ActivationSnapshot>
  readonly rentals: Numbers<RentalSnapshot>
}

const known = new WeakMap<Client, Registry>()

/**
 * The numbers of a client, which belong to it and not to a component. Nothing is asked, and no event listened to, before
 * somebody follows, nor after the last one has left.
 */
export function registryOf(client: Client): Registry {
  const made = known.get(client) ?? createRegistry(client)
  known.set(client, made)
  return made
}

function createRegistry(client: Client): Registry {
  // Every client has them; where the provider rents nothing they say so.
  const { activations, rentals } = client as Client & { readonly rentals: RentalsResource }
  const all = new Set<{ wake(): void }>()
  const later = createLater()
  let stop = () => {}
  const wake = () => {
    client.wake()
    for (const source of all) source.wake()
  }

  function numbersOf<S extends NumberSnapshot>(open: Numbers<S>['open']): Numbers<S> {
    const sources = new Map<string, Source<S>>()
    const add = (target: Target<S>) => {
      const id = idOf(target)
      const onUnused = () => {
        sources.delete(id)
        all.delete(source)
        if (all.size === 0) stop()
      }
      const source = createSource({ target, open, onUnused, later })
      if (all.size === 0) stop = onReturn(wake)
      all.add(source)
      sources.set(id, source)
      return source
    }
    return {
      open,
      peek: id => sources.get(id),
      follow(target, listener, interval) {
        const source = sources.get(idOf(target)) ?? add(target)
        source.offer(target)
        return source.follow(listener, interval)
      },
    }
  }

  return { activations: numbersOf(activations.get), rentals: numbersOf(rentals.get) }
}

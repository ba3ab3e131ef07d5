import type { ActivationSnapshot, Client, NumberSnapshot, RentalSnapshot, RentalsResource } from '@onesms/sdk'
import { createLater } from './later.ts'
import { onReturn } from './on-return.ts'
import { createSource, type LiveHandle, type Source } from './source.ts'
import { idOf, type Target } from './state.ts'

/** The numbers of one kind that components of one client follow: one source for each id. */
export interface Numbers<S extends NumberSnapshot> {
  /** What somebody follows; `undefined` where nobody does. Costs nothing. */
  peek(id: string): Source<S> | undefined
  /** Calls `listener` after every change of what is known. Answers how to stop. @param interval Milliseconds between two looks. */
  follow(target: Target<S>, listener: () => void, interval?: number): () => void
}

export interface Registry {
  readonly activations: Numbers<ActivationSnapshot>
  readonly rentals: Numbers<RentalSnapshot>
}

/** What all numbers of a client share: one ear for the return of the page, one timer for those who leave. */
interface Attention {
  readonly later: (task: () => void) => void
  add(source: Source<never>): void
  remove(source: Source<never>): void
}

type Find<S extends NumberSnapshot> = (target: Target<S>, signal: AbortSignal) => Promise<LiveHandle<S>>

function createNumbers<S extends NumberSnapshot>(open: Find<S>, attention: Attention): Numbers<S> {
  const sources = new Map<string, Source<S>>()

  function add(target: Target<S>): Source<S> {
    const onUnused = () => {
      sources.delete(source.id)
      attention.remove(source as Source<never>)
    }
    const source = createSource<S>({ target, open, onUnused, later: attention.later })
    sources.set(source.id, source)
    attention.add(source as Source<never>)
    return source
  }

  return {
    peek: id => sources.get(id),
    follow(target, listener, interval) {
      const source = sources.get(idOf(target)) ?? add(target)
      if (typeof target !== 'string') source.offer(target)
      return source.follow(listener, interval)
    },
  }
}

function createAttention(client: Client): Attention {
  const sources = new Set<Source<never>>()
  let stop = () => {}
  const wake = () => {
    client.wake()
    for (const source of sources) source.wake()
  }
  return {
    later: createLater(),
    add(source) {
      if (sources.size === 0) stop = onReturn(wake)
      sources.add(source)
    },
    remove(source) {
      if (sources.delete(source) && sources.size === 0) stop()
    },
  }
}

const known = new WeakMap<Client, Registry>()

/**
 * The numbers of a client, which belong to it and not to a component. Nothing is asked, and no event listened to, before
 * somebody follows, nor after the last one has left.
 */
export function registryOf(client: Client): Registry {
  const found = known.get(client)
  if (found) return found
  // Every client has them; where the provider rents nothing they say so.
  const { activations, rentals } = client as Client & { readonly rentals: RentalsResource }
  const attention = createAttention(client)
  const made: Registry = {
    activations: createNumbers((target, signal) => activations.get(target, { signal }), attention),
    rentals: createNumbers((target, signal) => rentals.get(target, { signal }), attention),
  }
  known.set(client, made)
  return made
}

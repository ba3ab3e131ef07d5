import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { SmsMessage } from '../provider/snapshot.ts'
import { type Emitter, guard, type Listener } from '../utils/emitter.ts'
import type { Followed } from './followed.ts'
import { isSettled } from './status.ts'

type EventMap<E> = { readonly [K in keyof E]: readonly unknown[] }

/** A number with events, among them `message` and `settled`. */
interface Listenable<E extends EventMap<E>> extends Followed {
  readonly events: Pick<Emitter<E>, 'on'>
}

/** Listens, and has the provider asked meanwhile. What is past already is told in the next microtask. */
export function listen<E extends EventMap<E>, K extends keyof E & string>(
  live: Listenable<E>,
  event: K,
  listener: Listener<E[K]>,
): () => void {
  const past = pastEvents(live.snapshot, event) as unknown as readonly E[K][]
  const off = live.events.on(event, listener)
  const unwatch = live.watch({ change: () => {} })
  let isListening = true
  if (past.length > 0) {
    queueMicrotask(() => {
      for (const args of past) if (isListening) guard(() => listener(...args), live.host.onListenerError)
    })
  }
  return () => {
    isListening = false
    off()
    unwatch()
  }
}

/** As {@link listen}, until it was told once. */
export function listenOnce<E extends EventMap<E>, K extends keyof E & string>(
  live: Listenable<E>,
  event: K,
  listener: Listener<E[K]>,
): () => void {
  const stop = listen<E, K>(live, event, (...args) => {
    stop()
    return listener(...args)
  })
  return stop
}

function pastEvents(snapshot: NumberSnapshot, event: string): readonly (readonly [SmsMessage | NumberSnapshot])[] {
  if (event === 'message') return snapshot.messages.map(message => [message] as const)
  return event === 'settled' && isSettled(snapshot) ? [[snapshot]] : []
}

import type { Listener } from '../utils/emitter.ts'
import { guard } from '../utils/emitter.ts'
import type { ActivationEvents } from './activation.ts'
import type { LiveActivation } from './live.ts'
import { isSettled } from './status.ts'

/** Listens, and has the provider asked meanwhile. What is past already is told in the next microtask. */
export function listen<E extends keyof ActivationEvents>(
  live: LiveActivation,
  event: E,
  listener: Listener<ActivationEvents[E]>,
): () => void {
  const past = pastEvents(live, event)
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
export function listenOnce<E extends keyof ActivationEvents>(
  live: LiveActivation,
  event: E,
  listener: Listener<ActivationEvents[E]>,
): () => void {
  const stop = listen<E>(live, event, (...args) => {
    stop()
    return listener(...args)
  })
  return stop
}

function pastEvents<E extends keyof ActivationEvents>(live: LiveActivation, event: E): readonly ActivationEvents[E][] {
  const { snapshot } = live
  const past: { readonly [K in keyof ActivationEvents]?: readonly ActivationEvents[K][] } = {
    message: snapshot.messages.map(message => [message] as const),
    settled: isSettled(snapshot) ? [[snapshot]] : [],
  }
  return past[event] ?? []
}

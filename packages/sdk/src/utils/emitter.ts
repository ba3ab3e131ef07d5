import { EventEmitter } from 'eventemitter3'

/** What a listener answers is not waited for; what it throws, at once or later, is reported. */
export type Listener<Args extends readonly unknown[]> = (...args: Args) => unknown

type EventMap<E> = { readonly [K in keyof E]: readonly unknown[] }

/** Typed events. A listener that throws disturbs neither the other listeners nor the one who emits. */
export interface Emitter<E extends EventMap<E>> {
  /** Answers how to stop listening. */
  on<K extends keyof E & string>(event: K, listener: Listener<E[K]>): () => void
  /** As `on`, for one event. */
  once<K extends keyof E & string>(event: K, listener: Listener<E[K]>): () => void
  emit<K extends keyof E & string>(event: K, ...args: E[K]): void
  has(event: keyof E & string): boolean
}

/** @param report Receives what a listener throws. */
export function createEmitter<E extends EventMap<E>>(report: (error: unknown) => void): Emitter<E> {
  const events = new EventEmitter()
  const add = <K extends keyof E & string>(how: 'on' | 'once', event: K, listener: Listener<E[K]>) => {
    const guarded = (...args: unknown[]) => guard(() => listener(...(args as unknown as E[K])), report)
    events[how](event, guarded)
    return () => void events.off(event, guarded)
  }
  return {
    on: (event, listener) => add('on', event, listener),
    once: (event, listener) => add('once', event, listener),
    emit: (event, ...args) => void events.emit(event, ...args),
    has: event => events.listenerCount(event) > 0,
  }
}

/** Runs a callback of somebody else's; what it throws, or rejects with, goes to `report`. */
export function guard(callback: () => unknown, report: (error: unknown) => void): void {
  try {
    const answer = callback()
    if (answer instanceof Promise) answer.catch(report)
  } catch (error) {
    report(error)
  }
}

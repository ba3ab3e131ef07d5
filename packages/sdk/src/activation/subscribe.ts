import { guard } from '../utils/emitter.ts'
import type { Followed } from './followed.ts'
import type { SubscribeOptions } from './options.ts'

/** Calls `listener` after every change, and has the provider asked meanwhile. Answers how to stop. */
export function subscribe(live: Followed, change: () => void, options: SubscribeOptions = {}): () => void {
  const { onLook } = options
  const interval = Number(options.interval) > 0 ? options.interval : undefined
  const tell = (error: unknown) => guard(() => onLook?.(error), live.host.onListenerError)
  return live.watch({ change, interval, answer: () => tell(null), failure: tell, end: tell })
}

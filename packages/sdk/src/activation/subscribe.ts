import { ConfigurationError } from '../errors/access.ts'
import { guard } from '../utils/emitter.ts'
import type { SubscribeOptions } from './activation.ts'
import type { Followed } from './followed.ts'

/** Calls `listener` after every change, and has the provider asked meanwhile. Answers how to stop. */
export function subscribe(live: Followed, listener: () => void, options: SubscribeOptions = {}): () => void {
  const { interval, onLook } = options
  if (interval !== undefined && !(interval > 0)) {
    throw new ConfigurationError('interval is not a length of time', {
      provider: live.snapshot.provider,
      operation: 'subscribe',
      hint: 'Pass milliseconds, more than 0.',
    })
  }
  if (!onLook) return live.watch({ change: listener, interval })
  const tell = (error: unknown) => guard(() => onLook(error), live.host.onListenerError)
  return live.watch({ change: listener, interval, answer: () => tell(null), failure: tell, end: tell })
}

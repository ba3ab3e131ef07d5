import { ConfigurationError } from '../errors/access.ts'
import type { SubscribeOptions } from './activation.ts'
import type { Followed } from './followed.ts'

/** Calls `listener` after every change, and has the provider asked meanwhile. Answers how to stop. */
export function subscribe(live: Followed, listener: () => void, { interval }: SubscribeOptions = {}): () => void {
  if (interval !== undefined && !(interval > 0)) {
    throw new ConfigurationError('interval is not a length of time', {
      provider: live.snapshot.provider,
      operation: 'subscribe',
      hint: 'Pass milliseconds, more than 0.',
    })
  }
  return live.watch({ change: listener, interval })
}

import type { SmsMessage } from '../provider/snapshot.ts'
import type { Followed } from './followed.ts'
import type { WaitOptions } from './options.ts'
import { isSettled } from './status.ts'
import { waitFor } from './wait.ts'

/** Every SMS of a number, until it ends. `timeout` is for each of them. */
export async function* messagesOf(live: Followed, options: WaitOptions = {}): AsyncGenerator<SmsMessage, void> {
  const unwatch = live.watch({ change: () => {} }) // between two of them, too
  try {
    for (let index = 0; ; index += 1) {
      const next = await waitFor(
        live,
        options,
        () => live.arrivals[index] ?? (isSettled(live.snapshot) ? null : undefined),
      )
      if (next === null) return
      yield next
    }
  } finally {
    unwatch()
  }
}

import type { WaitOptions } from '../activation/options.ts'
import { waitFor } from '../activation/wait.ts'
import type { SmsMessage } from '../provider/snapshot.ts'
import type { LiveRental } from './live.ts'

/** The newest SMS that fits and that no wait was answered with before, else the next one. */
async function nextMessage(
  live: LiveRental,
  options: WaitOptions,
  fits: (message: SmsMessage) => boolean,
): Promise<SmsMessage> {
  const { told } = live // as it is now: two who wait at once are answered with the same SMS
  const message = await waitFor(live, options, () => live.arrivals.slice(told).findLast(fits))
  live.noteTold(message)
  return message
}

export const waitForMessage = (live: LiveRental, options: WaitOptions = {}): Promise<SmsMessage> =>
  nextMessage(live, options, () => true)

export async function waitForCode(live: LiveRental, options: WaitOptions = {}): Promise<string> {
  const { code } = await nextMessage(live, options, message => message.code !== null)
  return code as string
}

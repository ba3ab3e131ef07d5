import { ConfigurationError } from '../errors/access.ts'
import { WaitTimeoutError } from '../errors/activation.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { SmsMessage } from '../provider/snapshot.ts'
import { ActivationEndedError } from './ended-error.ts'
import type { Followed } from './followed.ts'
import type { LiveActivation } from './live.ts'
import { operationOn } from './operation.ts'
import type { WaitOptions } from './options.ts'
import { isSettled } from './status.ts'

/**
 * Resolves with what `pick` finds, now or after a change; `undefined` is nothing yet. Nothing stays behind when it ends.
 * @throws as {@link Activation.waitForCode}, and {@link ConfigurationError} for a `timeout` that is none.
 */
export async function waitFor<T>(live: Followed, options: WaitOptions, pick: () => T | undefined): Promise<T> {
  checkWait(options, live.snapshot)
  const { timeout, signal } = options
  signal?.throwIfAborted()
  const found = pick()
  if (found !== undefined) return found
  if (isSettled(live.snapshot)) throw ended(live.snapshot)
  const { clock } = live.host
  const over = new AbortController()
  const cleanUp: (() => void)[] = [() => over.abort()]
  try {
    return await new Promise<T>((resolve, reject) => {
      const onAbort = () => reject(signal?.reason)
      signal?.addEventListener('abort', onAbort, { once: true })
      cleanUp.push(() => signal?.removeEventListener('abort', onAbort))
      if (timeout !== undefined) {
        clock.sleep(timeout, over.signal).then(
          () => reject(timedOut(live.snapshot, timeout)),
          () => {}, // over before
        )
      }
      const change = () => {
        const value = pick()
        if (value !== undefined) resolve(value)
        else if (isSettled(live.snapshot)) reject(ended(live.snapshot))
      }
      cleanUp.push(live.watch({ change, end: reject }))
    })
  } finally {
    for (const step of cleanUp) step()
  }
}

export const waitForMessage = (live: LiveActivation, options: WaitOptions = {}): Promise<SmsMessage> =>
  waitFor(live, options, () => live.latest.at(-1))

export async function waitForCode(live: LiveActivation, options: WaitOptions = {}): Promise<string> {
  return waitFor(live, options, () => live.latest.findLast(({ code }) => code !== null)?.code ?? undefined)
}

const timedOut = (snapshot: NumberSnapshot, timeout: number) =>
  new WaitTimeoutError(`no SMS for ${snapshot.id} within ${timeout} ms`, {
    provider: snapshot.provider,
    operation: operationOn(snapshot, 'wait'),
    hint:
      'kind' in snapshot
        ? 'The number is still yours: wait on.'
        : 'The number is still yours: wait on, or give it back with cancel().',
  })

const ended = (snapshot: NumberSnapshot) =>
  new ActivationEndedError(`${snapshot.id} is ${snapshot.status}, and the SMS that was waited for did not come`, {
    provider: snapshot.provider,
    operation: operationOn(snapshot, 'wait'),
    snapshot,
  })

/** Nobody waits for ever because a number of milliseconds was not read. */
function checkWait(options: WaitOptions, snapshot: NumberSnapshot): void {
  const timeout: unknown = typeof options === 'object' ? options?.timeout : options
  if (typeof options === 'object' && options !== null && (timeout === undefined || isLength(timeout))) return
  throw new ConfigurationError(`timeout ${JSON.stringify(timeout)} is no length of time`, {
    provider: snapshot.provider,
    operation: operationOn(snapshot, 'wait'),
    hint: 'Give milliseconds, such as { timeout: 120_000 }.',
  })
}

const isLength = (value: unknown) => typeof value === 'number' && value >= 0

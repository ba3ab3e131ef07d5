import type { ActivationSnapshot } from '@onesms/sdk'
import { useEffect, useMemo, useReducer } from 'react'
import { useOneSmsClient } from '../context.tsx'
import { registryOf } from '../live/registry.ts'
import { createWatchlist, type PolledNumber, type PollingListeners } from '../live/watchlist.ts'

/** How numbers are followed, and who is told. */
export interface SmsPollingOptions extends PollingListeners {
  /** Milliseconds between two looks at a number where the daemon tells nothing by itself; at least what the provider advises. Default: 10 s. */
  readonly interval?: number | undefined
  /** Default: `true`. While it is `false` nobody is asked. */
  readonly enabled?: boolean | undefined
}

/** Many numbers as they are now. */
export interface SmsPolling {
  /** Each target by its id, in the order of the targets. */
  readonly numbers: ReadonlyMap<string, PolledNumber>
  /** Follows that number no longer; it stays in `numbers` as it is known. Gives nothing back. */
  stop(this: void, id: string): void
}

/**
 * Follows many activations at once, by one stream or one loop of looks for the whole page, shared with
 * {@link useActivation}. Numbers that change together are shown together: the first at once, then at most once a second.
 * `onMessage` and `onSettled` are told at once, and never twice of the same as long as the component lives.
 */
export function useSmsPolling(
  targets: readonly (string | ActivationSnapshot)[],
  { interval = 10_000, enabled = true, onMessage, onSettled }: SmsPollingOptions = {},
): SmsPolling {
  const { activations } = registryOf(useOneSmsClient())
  const [version, show] = useReducer((count: number) => count + 1, 0)
  const watchlist = useMemo(() => createWatchlist(activations, show), [activations])
  useEffect(() => {
    watchlist.listen({ onMessage, onSettled })
  }, [watchlist, onMessage, onSettled])
  useEffect(() => watchlist.follow(targets, enabled ? interval : null), [watchlist, targets, interval, enabled])
  useEffect(() => () => watchlist.leave(), [watchlist])
  return useMemo(() => {
    void version // what is known has changed
    return { numbers: watchlist.view(targets, enabled), stop: watchlist.stop }
  }, [watchlist, version, targets, enabled])
}

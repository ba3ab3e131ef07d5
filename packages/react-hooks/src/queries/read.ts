import type { CallOptions } from '@onesms/sdk'

/** How long an answer is taken for the present one. */
export const STALE_TIME = 30_000

/** A read as TanStack Query takes it, and whatever else has keys and functions. */
export interface ReadQuery<Key, Answer> {
  readonly queryKey: Key
  /** Asks. */
  readonly queryFn: (call: CallOptions) => Promise<Answer>
  /** Milliseconds. */
  readonly staleTime: number
  /** The client has tried again by itself what may pass; what is left will not. */
  readonly retry: false
}

export const readOf = <const Key, Answer>(
  queryKey: Key,
  queryFn: (call: CallOptions) => Promise<Answer>,
  staleTime = STALE_TIME,
): ReadQuery<Key, Answer> => ({ queryKey, queryFn, staleTime, retry: false })

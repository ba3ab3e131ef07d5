import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useSetting } from '../context.tsx'
import type { ReadQuery } from '../queries/index.ts'

/** Options of every hook that reads. */
export interface ReadOptions {
  /** Whether it may ask. Default `true`. */
  readonly enabled?: boolean
}

/** Options of a hook that reads what changes by the second. */
export interface LiveReadOptions extends ReadOptions {
  /** Asks again after so many milliseconds, as long as the page is seen. Default: it does not. */
  readonly refetchInterval?: number
}

/** A read out of the cache that all components share. */
export function useRead<Answer>(
  query: ReadQuery<readonly unknown[], Answer>,
  options: LiveReadOptions = {},
): UseQueryResult<Answer> {
  return useQuery({ ...query, ...options }, useSetting().queryClient)
}

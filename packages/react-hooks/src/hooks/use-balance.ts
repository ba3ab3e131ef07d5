import type { Money } from '@onesms/sdk'
import type { UseQueryResult } from '@tanstack/react-query'
import { useOneSmsClient } from '../context.tsx'
import { balanceQuery } from '../queries/index.ts'
import { type LiveReadOptions, useRead } from './use-read.ts'

/** What the account can spend, as told at most 30 seconds ago. */
export function useBalance(options?: LiveReadOptions): UseQueryResult<Money> {
  return useRead(balanceQuery(useOneSmsClient()), options)
}

import type { Service } from '@onesms/sdk'
import type { UseQueryResult } from '@tanstack/react-query'
import { useOneSmsClient } from '../context.tsx'
import { servicesQuery } from '../queries/index.ts'
import { type ReadOptions, useRead } from './use-read.ts'

/** Every service that the provider lists, at most 30 seconds old. */
export function useServices(options?: ReadOptions): UseQueryResult<readonly Service[]> {
  return useRead(servicesQuery(useOneSmsClient()), options)
}

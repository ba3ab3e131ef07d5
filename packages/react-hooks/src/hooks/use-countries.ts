import type { Country } from '@onesms/sdk'
import type { UseQueryResult } from '@tanstack/react-query'
import { useOneSmsClient } from '../context.tsx'
import { countriesQuery } from '../queries/index.ts'
import { type ReadOptions, useRead } from './use-read.ts'

/** Every country that the provider lists, at most 30 seconds old. */
export function useCountries(options?: ReadOptions): UseQueryResult<readonly Country[]> {
  return useRead(countriesQuery(useOneSmsClient()), options)
}

import type { Availability, AvailabilityQuery } from '@onesms/sdk'
import type { UseQueryResult } from '@tanstack/react-query'
import { useOneSmsClient } from '../context.tsx'
import { availabilityQuery } from '../queries/index.ts'
import { isSpecific } from './is-specific.ts'
import { type LiveReadOptions, useRead } from './use-read.ts'

const NOTHING = { service: '' } as const

/**
 * Price and stock at this moment, straight from the providers: the cheapest offer of each country of a service, or of each
 * service of a country. Asks for nothing as long as `query` names neither, and anew with every component that comes to see it.
 */
export function useAvailability(
  query: AvailabilityQuery | undefined,
  { enabled = true, ...options }: LiveReadOptions = {},
): UseQueryResult<Availability> {
  return useRead(availabilityQuery(useOneSmsClient(), query ?? NOTHING), {
    ...options,
    enabled: enabled && isSpecific(query),
  })
}

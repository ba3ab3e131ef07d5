import type { Offer, OfferQuery } from '@onesms/sdk'
import type { UseQueryResult } from '@tanstack/react-query'
import { useOneSmsClient } from '../context.tsx'
import { offersQuery } from '../queries/index.ts'
import { isSpecific } from './is-specific.ts'
import { type ReadOptions, useRead } from './use-read.ts'

/**
 * What can be bought, by service, by country or by both, at most 30 seconds old. Asks for nothing as long as `query` names
 * neither.
 */
export function useOffers(query: OfferQuery | undefined, options: ReadOptions = {}): UseQueryResult<readonly Offer[]> {
  const { enabled = true } = options
  return useRead(offersQuery(useOneSmsClient(), query ?? {}), { enabled: enabled && isSpecific(query) })
}

import type { Availability, AvailabilityQuery, Country, Money, Offer, OfferQuery, Service } from '@onesms/sdk'
import type { UseQueryResult } from '@tanstack/react-query'
import { expectTypeOf } from 'vitest'
import {
  type LiveReadOptions,
  type ReadOptions,
  useAvailability,
  useBalance,
  useCountries,
  useOffers,
  useServices,
} from '../index.ts'

expectTypeOf<ReadOptions>().toEqualTypeOf<{ readonly enabled?: boolean }>()
expectTypeOf<LiveReadOptions>().toEqualTypeOf<{ readonly enabled?: boolean; readonly refetchInterval?: number }>()

expectTypeOf(useServices).toEqualTypeOf<(options?: ReadOptions) => UseQueryResult<readonly Service[]>>()
expectTypeOf(useCountries).toEqualTypeOf<(options?: ReadOptions) => UseQueryResult<readonly Country[]>>()
expectTypeOf(useBalance).toEqualTypeOf<(options?: LiveReadOptions) => UseQueryResult<Money>>()
expectTypeOf(useOffers).toEqualTypeOf<
  (query: OfferQuery | undefined, options?: ReadOptions) => UseQueryResult<readonly Offer[]>
>()
expectTypeOf(useAvailability).toEqualTypeOf<
  (query: AvailabilityQuery | undefined, options?: LiveReadOptions) => UseQueryResult<Availability>
>()

// What is there is `undefined` until it is there, and has nothing of `any` afterwards.
expectTypeOf(useServices).returns.toHaveProperty('data').toEqualTypeOf<readonly Service[] | undefined>()
expectTypeOf(useServices).returns.toHaveProperty('error').toEqualTypeOf<Error | null>()
type Read = Extract<ReturnType<typeof useOffers>, { readonly status: 'success' }>
expectTypeOf<Read['data'][number]['price']>().toEqualTypeOf<Money>()

export const useNames = () => [
  useOffers({ service: 'telegram', country: 'GB' }),
  useOffers({ service: { nativeId: 'tg' } }),
  // @ts-expect-error a country is a name or an id of the provider
  useOffers({ country: 44 }),
  // @ts-expect-error there are no prices to ask for
  useOffers({ service: 'telegram', maxPrice: '0.50' }),
  // @ts-expect-error one of the two
  useAvailability({ service: 'telegram', country: 'GB' }),
  // @ts-expect-error one of the two
  useAvailability({}),
  // @ts-expect-error it is asked for again by `refetchInterval`, of availability alone
  useServices({ refetchInterval: 1_000 }),
]

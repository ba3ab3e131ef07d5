import type { Availability, CallOptions, Client, Country, Money, Offer, Service } from '@onesms/sdk'
import { QueryClient } from '@tanstack/react-query'
import { expectTypeOf } from 'vitest'
import {
  availabilityQuery,
  balanceQuery,
  type countriesQuery,
  keys,
  offersQuery,
  type ReadQuery,
  servicesQuery,
} from './index.ts'

declare const client: Client

type AnswerOf<Query> = Query extends ReadQuery<readonly unknown[], infer Answer> ? Answer : never
expectTypeOf<AnswerOf<ReturnType<typeof servicesQuery>>>().toEqualTypeOf<readonly Service[]>()
expectTypeOf<AnswerOf<ReturnType<typeof countriesQuery>>>().toEqualTypeOf<readonly Country[]>()
expectTypeOf<AnswerOf<ReturnType<typeof offersQuery>>>().toEqualTypeOf<readonly Offer[]>()
expectTypeOf<AnswerOf<ReturnType<typeof availabilityQuery>>>().toEqualTypeOf<Availability>()
expectTypeOf<AnswerOf<ReturnType<typeof balanceQuery>>>().toEqualTypeOf<Money>()

// Without any library they are a key and a function.
expectTypeOf<ReturnType<typeof servicesQuery>['queryFn']>().toEqualTypeOf<
  (call: CallOptions) => Promise<readonly Service[]>
>()
expectTypeOf<ReturnType<typeof servicesQuery>['queryKey']>().toEqualTypeOf<ReturnType<typeof keys.services>>()

export async function serve(queryClient = new QueryClient()) {
  expectTypeOf(await queryClient.fetchQuery(servicesQuery(client))).toEqualTypeOf<readonly Service[]>()
  expectTypeOf(await queryClient.fetchQuery(offersQuery(client, { country: 'GB' }))).toEqualTypeOf<readonly Offer[]>()
  await queryClient.prefetchQuery(availabilityQuery(client, { service: 'telegram' }))
  await queryClient.invalidateQueries({ queryKey: keys.all(client) })
  // @ts-expect-error one of the two
  availabilityQuery(client, {})
  // @ts-expect-error a client, and not its provider
  balanceQuery(client.provider)
}

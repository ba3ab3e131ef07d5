import type { Client, Provider } from '@onesms/sdk'
import type { QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { expectTypeOf } from 'vitest'
import { OneSmsClientProvider, type OneSmsClientProviderProps, useOneSmsClient } from './index.ts'

expectTypeOf(OneSmsClientProvider).parameter(0).toEqualTypeOf<OneSmsClientProviderProps>()
expectTypeOf<OneSmsClientProviderProps>().toEqualTypeOf<{
  readonly client: Client
  readonly queryClient?: QueryClient
  readonly children?: ReactNode
}>()
expectTypeOf(useOneSmsClient).toEqualTypeOf<() => Client>()

// A client of any provider will do.
expectTypeOf<Client<Provider & { readonly id: 'hero-sms' }>>().toExtend<OneSmsClientProviderProps['client']>()
// @ts-expect-error a client is a must
OneSmsClientProvider({})
// @ts-expect-error a provider of numbers is no client
expectTypeOf<Provider>().toExtend<OneSmsClientProviderProps['client']>()

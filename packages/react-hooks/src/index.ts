'use client'

export { OneSmsClientProvider, type OneSmsClientProviderProps, useOneSmsClient } from './context.tsx'
export { useAvailability } from './hooks/use-availability.ts'
export { useBalance } from './hooks/use-balance.ts'
export { useCountries } from './hooks/use-countries.ts'
export { useOffers } from './hooks/use-offers.ts'
export type { LiveReadOptions, ReadOptions } from './hooks/use-read.ts'
export { useServices } from './hooks/use-services.ts'

'use client'

export { OneSmsClientProvider, type OneSmsClientProviderProps, useOneSmsClient } from './context.tsx'

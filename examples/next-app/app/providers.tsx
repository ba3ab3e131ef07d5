'use client'
import { OneSmsClientProvider } from '@onesms/react'
import { createClient, createMemoryStore } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'

// No token: the route `/api/onesms/[...path]` adds it. On a server a path alone is no address; rendering asks nobody, so
// this one is never asked.
const url = typeof window === 'undefined' ? 'http://127.0.0.1:8787' : '/api/onesms'
const client = createClient({ provider: daemon({ url, provider: 'hero-sms' }), store: createMemoryStore() })

export function Providers({ children }: { readonly children: ReactNode }) {
  const [queryClient] = useState(() => new QueryClient()) // on a server, one for each request
  return (
    <QueryClientProvider client={queryClient}>
      <OneSmsClientProvider client={client}>{children}</OneSmsClientProvider>
    </QueryClientProvider>
  )
}

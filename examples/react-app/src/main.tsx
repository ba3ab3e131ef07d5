import { OneSmsClientProvider } from '@onesms/react'
import type { Client } from '@onesms/sdk'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, Suspense, use } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { Unbroken } from './broken.tsx'
import { loadDecor } from './catalog/use-decor.ts'
import { LanguageProvider } from './i18n/language-context.tsx'
import { openClient } from './session/open-client.ts'
import { createSession } from './session/session.ts'
import { SessionContext } from './session/session-context.ts'
import { Skeleton } from './ui/skeleton.tsx'
import './styles/tokens.css'
import './styles/base.css'
import './styles/layout.css'
import './styles/controls.css'
import './styles/catalog.css'
import './styles/number.css'
import './styles/motion.css'

const session = createSession()
const opening = openClient(session)
const queryClient = new QueryClient()
loadDecor()

function Root({ client }: { readonly client: Promise<Client> }) {
  return (
    <OneSmsClientProvider client={use(client)}>
      <App />
    </OneSmsClientProvider>
  )
}

const place = document.getElementById('app')
if (place) {
  createRoot(place).render(
    <StrictMode>
      <LanguageProvider>
        <Unbroken>
          <QueryClientProvider client={queryClient}>
            <SessionContext value={session}>
              <Suspense fallback={<Skeleton count={24} shape="tile" />}>
                <Root client={opening} />
              </Suspense>
            </SessionContext>
          </QueryClientProvider>
        </Unbroken>
      </LanguageProvider>
    </StrictMode>,
  )
}

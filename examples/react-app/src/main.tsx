import { OneSmsClientProvider } from '@onesms/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { Broken, Unbroken } from './broken.tsx'
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

const frame = (content: ReactNode) => (
  <StrictMode>
    <LanguageProvider>
      <Unbroken>
        <QueryClientProvider client={queryClient}>
          <SessionContext value={session}>{content}</SessionContext>
        </QueryClientProvider>
      </Unbroken>
    </LanguageProvider>
  </StrictMode>
)

const place = document.getElementById('app')
if (place) {
  const root = createRoot(place)
  root.render(
    frame(
      <main aria-busy="true">
        <Skeleton count={24} shape="tile" />
      </main>,
    ),
  )
  // Not by Suspense: that keeps what it shows meanwhile for 300 ms, which is longer than all of this takes.
  opening.then(
    client =>
      root.render(
        frame(
          <OneSmsClientProvider client={client}>
            <App />
          </OneSmsClientProvider>,
        ),
      ),
    () => root.render(frame(<Broken />)),
  )
}

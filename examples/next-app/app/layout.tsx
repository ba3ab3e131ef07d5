import type { ReactNode } from 'react'
import { Providers } from './providers.tsx'

export const metadata = { title: 'A number and its code' }

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <main>
          <Providers>{children}</Providers>
        </main>
      </body>
    </html>
  )
}

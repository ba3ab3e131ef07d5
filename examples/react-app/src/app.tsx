import { BuyPage } from './buying/buy-page.tsx'
import { Header } from './header.tsx'
import { HistoryPage } from './history/history-page.tsx'
import { useSpeech } from './i18n/language-context.tsx'
import { NumberPage } from './numbers/number-page.tsx'
import { RentPage } from './rentals/rent-page.tsx'
import type { Route } from './route/route.ts'
import { useRoute } from './route/use-route.ts'
import { LiveRegion } from './ui/live-region.tsx'

export function App() {
  const { t } = useSpeech()
  const route = useRoute()
  return (
    <>
      <button type="button" className="skip" onClick={() => document.getElementById('content')?.focus()}>
        {t.app.skip}
      </button>
      <Header route={route} />
      <main id="content" tabIndex={-1}>
        <Page route={route} />
      </main>
      <LiveRegion />
    </>
  )
}

function Page({ route }: { readonly route: Route }) {
  switch (route.page) {
    case 'buy':
      return <BuyPage service={route.service} country={route.country} />
    case 'rentals':
      return <RentPage service={route.service} country={route.country} />
    case 'history':
      return <HistoryPage />
    case 'number':
    case 'rented':
      return <NumberPage key={route.id} id={route.id} isRental={route.page === 'rented'} />
  }
}

import { useBalance } from '@onesms/react'
import { useSpeech } from './i18n/language-context.tsx'
import { type Language, languages } from './i18n/languages.ts'
import logo from './icon.svg'
import { formatRoute, HOME, type Route } from './route/route.ts'

const SECTIONS: readonly { readonly name: 'buy' | 'rentals' | 'history'; readonly route: Route }[] = [
  { name: 'buy', route: HOME },
  { name: 'rentals', route: { page: 'rentals', service: null, country: null } },
  { name: 'history', route: { page: 'history' } },
]

const NAMES: Readonly<Record<Language, string>> = { en: 'English', fr: 'Français' }

/** Milliseconds after which the balance is looked at again: what was bought meanwhile has changed it. */
const BALANCE_AGE = 30_000

export function Header({ route }: { readonly route: Route }) {
  const { t, language, setLanguage } = useSpeech()
  const current = 'id' in route ? 'history' : route.page
  return (
    <header className="top">
      <div className="top-inner">
        <a className="brand" href={formatRoute(HOME)}>
          <img src={logo} alt="" width="28" height="28" />
          <span>OneSMS</span>
        </a>
        <nav className="sections" aria-label={t.app.sections}>
          {SECTIONS.map(({ name, route }) => (
            <a key={name} href={formatRoute(route)} aria-current={name === current ? 'page' : undefined}>
              {t.app[name]}
            </a>
          ))}
        </nav>
        <Balance />
        <label className="language">
          <span className="visually-hidden">{t.app.language}</span>
          <select value={language} onChange={event => setLanguage(event.target.value as Language)}>
            {(Object.keys(languages) as Language[]).map(code => (
              <option key={code} value={code} lang={code}>
                {NAMES[code]}
              </option>
            ))}
          </select>
        </label>
      </div>
    </header>
  )
}

function Balance() {
  const { t, format } = useSpeech()
  const { data } = useBalance({ refetchInterval: BALANCE_AGE })
  if (!data) return <span className="balance" />
  return (
    <span className="balance">
      <span className="balance-label">{t.app.balance}</span> <span className="tabular">{format.money(data)}</span>
    </span>
  )
}

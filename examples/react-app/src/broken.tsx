import { Component, type ReactNode } from 'react'
import { useSpeech } from './i18n/language-context.tsx'

/** Shows that something broke, in place of an empty page. */
export class Unbroken extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  override state = { isBroken: false }
  static getDerivedStateFromError = () => ({ isBroken: true })
  override render() {
    return this.state.isBroken ? <Broken /> : this.props.children
  }
}

export function Broken() {
  const { t } = useSpeech()
  return (
    <main>
      <div className="note note-bad" role="alert">
        <h1>{t.app.broken}</h1>
        <button type="button" className="button" onClick={() => window.location.reload()}>
          {t.app.reload}
        </button>
      </div>
    </main>
  )
}

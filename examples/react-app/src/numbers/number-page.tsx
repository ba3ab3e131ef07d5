import { useSpeech } from '../i18n/language-context.tsx'
import { formatRoute } from '../route/route.ts'
import { ActivationPanel } from './activation-panel.tsx'
import { RentalPanel } from './rental-panel.tsx'

/** One number out of the history. */
export function NumberPage({ id, isRental }: { readonly id: string; readonly isRental: boolean }) {
  const { t } = useSpeech()
  const back = (
    <a className="button" href={formatRoute({ page: 'history' })}>
      {t.number.history}
    </a>
  )
  return isRental ? (
    <RentalPanel target={id}>{back}</RentalPanel>
  ) : (
    <ActivationPanel target={id}>{back}</ActivationPanel>
  )
}

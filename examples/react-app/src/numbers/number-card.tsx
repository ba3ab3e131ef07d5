import type { NumberSnapshot } from '@onesms/sdk'
import type { ReactNode } from 'react'
import { ServiceIcon } from '../catalog/service-icon.tsx'
import { usePhone } from '../catalog/use-phone.ts'
import { CountryMark } from '../countries/country-mark.tsx'
import { useSpeech } from '../i18n/language-context.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { StepHeading } from '../ui/step-heading.tsx'
import { Countdown } from './countdown.tsx'
import { Messages } from './messages.tsx'
import { refundText } from './refund-text.ts'
import { isSettled } from './settled.ts'
import { StatusBadge } from './status-badge.tsx'
import { useNews } from './use-news.ts'
import { useNumberNames } from './use-number-names.ts'

interface NumberCardProps {
  readonly snapshot: NumberSnapshot
  /** Whether it has just been bought. */
  readonly isNews: boolean
  /** Its code, or what is awaited. */
  readonly code: ReactNode
  readonly actions: ReactNode
}

/** A number, with all that came to it. */
export function NumberCard({ snapshot, isNews, code, actions }: NumberCardProps) {
  const { t, format } = useSpeech()
  useNews(snapshot)
  const { service, country } = useNumberNames(snapshot)
  const phone = usePhone(snapshot.phone, snapshot.country)
  const isOver = isSettled(snapshot)
  const newest = snapshot.messages.findLast(message => message.code !== null)?.code
  const title = isOver ? t.number.endedTitle(service.name) : t.number.title(service.name)
  return (
    <article className="number">
      <StepHeading title={newest ?? title} isNews={isNews}>
        {title}
      </StepHeading>
      <div className="card">
        <header className="number-top">
          <ServiceIcon slug={service.slug} name={service.name} size="large" />
          <div>
            <StatusBadge status={snapshot.status} />
            <p className="number-place">
              <CountryMark code={country.iso ?? country.nativeId} /> {format.country(country)}
            </p>
          </div>
          {!isOver && <Countdown snapshot={snapshot} />}
        </header>
        <div className="phone">
          <h2>{t.number.phone}</h2>
          <p className="phone-digits">{phone}</p>
          <CopyButton text={snapshot.phone} label={t.number.copyPhone} />
        </div>
        {code}
        <div className="number-end">
          <p className="price-fact">{refundText(snapshot, t, format)}</p>
          <div className="actions">{actions}</div>
        </div>
      </div>
      <Messages messages={snapshot.messages} isOver={isOver} />
    </article>
  )
}

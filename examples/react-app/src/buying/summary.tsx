import type { Country, Service } from '@onesms/sdk'
import type { ReactNode } from 'react'
import { ServiceIcon } from '../catalog/service-icon.tsx'
import { CountryMark } from '../countries/country-mark.tsx'
import { useSpeech } from '../i18n/language-context.tsx'

interface SummaryProps {
  readonly service: Service
  readonly country: Country
  /** More lines: what it is, and how much or many. */
  readonly facts: readonly (readonly [what: string, value: ReactNode])[]
}

/** What is about to be bought. */
export function Summary({ service, country, facts }: SummaryProps) {
  const { t, format } = useSpeech()
  return (
    <dl className="summary">
      <div>
        <dt>{t.confirm.service}</dt>
        <dd>
          <ServiceIcon slug={service.slug} name={service.name} />
          {service.name}
        </dd>
      </div>
      <div>
        <dt>{t.confirm.country}</dt>
        <dd>
          <CountryMark code={country.iso ?? country.nativeId} />
          {format.country(country)}
        </dd>
      </div>
      {facts.map(([what, value]) => (
        <div key={what}>
          <dt>{what}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

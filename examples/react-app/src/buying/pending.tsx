import type { PurchaseRequest } from '@onesms/sdk'
import { useEffect } from 'react'
import { nameOf } from '../catalog/service-ref.ts'
import { useCountryOf, useServiceOf } from '../catalog/use-named.ts'
import { useSpeech } from '../i18n/language-context.tsx'
import { announce } from '../ui/live-region.tsx'
import { StepHeading } from '../ui/step-heading.tsx'
import { Steps } from '../ui/steps.tsx'
import { Summary } from './summary.tsx'

interface PendingProps {
  readonly isChecking: boolean
  readonly request: PurchaseRequest
}

/** A purchase on its way. There is nothing to press: nobody is to buy again what may be bought already. */
export function Pending({ isChecking, request }: PendingProps) {
  const { t, format } = useSpeech()
  const service = useServiceOf(nameOf(request.service))
  const country = useCountryOf(nameOf(request.country))
  const title = isChecking ? t.pending.checking : t.pending.buying
  useEffect(() => announce(title), [title])
  return (
    <section aria-busy="true">
      <Steps
        current="confirm"
        chosen={{
          service: { text: service.name, route: null },
          country: { text: format.country(country), route: null },
        }}
      />
      <StepHeading title={title} isNews lead={isChecking ? t.pending.checkingHint : t.pending.buyingHint}>
        {title}
      </StepHeading>
      <div className="card card-narrow">
        <div className="progress" aria-hidden="true" />
        <Summary service={service} country={country} facts={[]} />
      </div>
    </section>
  )
}

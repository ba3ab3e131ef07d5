import type { NumberSnapshot } from '@onesms/sdk'
import { useSpeech } from '../i18n/language-context.tsx'
import { Steps } from '../ui/steps.tsx'
import { useNumberNames } from './use-number-names.ts'

/** The journey, at its end. */
export function NumberSteps({ snapshot }: { readonly snapshot: NumberSnapshot }) {
  const { format } = useSpeech()
  const { service, country } = useNumberNames(snapshot)
  return (
    <Steps
      current="number"
      chosen={{ service: { text: service.name, route: null }, country: { text: format.country(country), route: null } }}
    />
  )
}

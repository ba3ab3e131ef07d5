import type { NumberSnapshot } from '@onesms/sdk'
import { useSpeech } from '../i18n/language-context.tsx'
import { StatusBadge } from '../numbers/status-badge.tsx'
import { useNumberNames } from '../numbers/use-number-names.ts'
import { formatRoute, type Route } from '../route/route.ts'
import { ChevronIcon } from '../ui/icons.tsx'

interface BackToNumberProps {
  readonly snapshot: NumberSnapshot
  readonly place: Route
}

/** The way back to the number that was bought last, while one looks for another. */
export function BackToNumber({ snapshot, place }: BackToNumberProps) {
  const { t } = useSpeech()
  const { service } = useNumberNames(snapshot)
  return (
    <a className="back-to-number" href={formatRoute(place)}>
      <span>{t.number.title(service.name)}</span>
      <StatusBadge status={snapshot.status} />
      <ChevronIcon />
    </a>
  )
}

import type { NumberSnapshot } from '@onesms/sdk'
import { ServiceIcon } from '../catalog/service-icon.tsx'
import { usePhone } from '../catalog/use-phone.ts'
import { useSpeech } from '../i18n/language-context.tsx'
import { refundText } from '../numbers/refund-text.ts'
import { StatusBadge } from '../numbers/status-badge.tsx'
import { useNumberNames } from '../numbers/use-number-names.ts'
import { formatRoute } from '../route/route.ts'
import { ChevronIcon } from '../ui/icons.tsx'

export function HistoryLine({ snapshot }: { readonly snapshot: NumberSnapshot }) {
  const { t, format } = useSpeech()
  const { service, country } = useNumberNames(snapshot)
  const { id, status, createdAt, messages } = snapshot
  const phone = usePhone(snapshot.phone, snapshot.country)
  const isRental = 'kind' in snapshot
  const code = messages.findLast(message => message.code !== null)?.code
  return (
    <li>
      <a className="line line-number" href={formatRoute({ page: isRental ? 'rented' : 'number', id })}>
        <ServiceIcon slug={service.slug} name={service.name} />
        <span className="line-name">
          {service.name}
          <span className="line-sub">
            {format.country(country)}
            {isRental && ` · ${t.history.rental}`}
          </span>
        </span>
        <span className="line-facts">
          <span className="tabular">{phone}</span>
          <time dateTime={createdAt.toISOString()}>{format.moment(createdAt)}</time>
        </span>
        <span className="line-code">{code}</span>
        <span className="line-state">
          <StatusBadge status={status} />
          <span className="line-sub">{refundText(snapshot, t, format)}</span>
        </span>
        <ChevronIcon />
      </a>
    </li>
  )
}

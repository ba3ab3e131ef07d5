import type { Service } from '@onesms/sdk'
import { useState } from 'react'
import { useSpeech } from '../i18n/language-context.tsx'
import type { Shop } from '../route/route.ts'
import { Empty } from '../ui/empty.tsx'
import { ServiceTile } from './service-tile.tsx'

interface ServiceListProps {
  readonly shop: Shop
  readonly services: readonly Service[]
  readonly onClear: () => void
}

/** What the first sight draws; nobody reads thousands. */
const PAGE = 60

export function ServiceList({ shop, services, onClear }: ServiceListProps) {
  const { t, format } = useSpeech()
  const [shown, setShown] = useState(PAGE)
  if (services.length === 0) {
    return (
      <Empty title={t.services.none} hint={t.services.noneHint}>
        <button type="button" className="button" onClick={onClear}>
          {t.services.everywhere}
        </button>
      </Empty>
    )
  }
  return (
    <>
      <p className="found" role="status">
        {t.services.found(services.length, format.count(services.length))}
      </p>
      <ul className="tiles" aria-label={t.services.list}>
        {services.slice(0, shown).map(service => (
          <ServiceTile key={service.nativeId} shop={shop} service={service} />
        ))}
      </ul>
      {services.length > shown && (
        <div className="more">
          <button type="button" className="button" onClick={() => setShown(shown + PAGE)}>
            {t.services.more}
          </button>
        </div>
      )}
    </>
  )
}

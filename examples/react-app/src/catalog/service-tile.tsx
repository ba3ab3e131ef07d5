import type { Service } from '@onesms/sdk'
import { memo } from 'react'
import { useSpeech } from '../i18n/language-context.tsx'
import { formatRoute, type Shop } from '../route/route.ts'
import { ServiceIcon } from './service-icon.tsx'
import { codeOf } from './service-ref.ts'

interface ServiceTileProps {
  readonly shop: Shop
  readonly service: Service
}

export const ServiceTile = memo(function ServiceTile({ shop, service }: ServiceTileProps) {
  const { t, format } = useSpeech()
  const { name, slug, stock } = service
  return (
    <li>
      <a className="tile" href={formatRoute({ page: shop, service: codeOf(service), country: null })}>
        <ServiceIcon slug={slug} name={name} />
        <span className="tile-text">
          <span className="tile-name">{name}</span>
          {shop === 'buy' && typeof stock === 'number' && (
            <span className="tile-fact">
              {stock === 0 ? t.services.soldOut : t.services.stock(stock, format.roughly(stock))}
            </span>
          )}
        </span>
      </a>
    </li>
  )
})

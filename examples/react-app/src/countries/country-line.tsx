import { memo } from 'react'
import { useSpeech } from '../i18n/language-context.tsx'
import { formatRoute, type Shop } from '../route/route.ts'
import { ChevronIcon } from '../ui/icons.tsx'
import { CountryMark } from './country-mark.tsx'
import { type CountryRow, isSoldOut } from './rows.ts'

interface CountryLineProps {
  readonly shop: Shop
  readonly service: string
  readonly row: CountryRow
}

export const CountryLine = memo(function CountryLine({ shop, service, row }: CountryLineProps) {
  const { t, format } = useSpeech()
  const { code, name, price, stock, successRate } = row
  const money = format.money(price)
  const stockText = stock === null ? t.countries.untold : t.countries.available(stock, format.count(stock))
  return (
    <li>
      <a
        className={isSoldOut(row) ? 'line line-out' : 'line'}
        href={formatRoute({ page: shop, service, country: code })}
      >
        <CountryMark code={code} />
        <span className="line-name">{name}</span>
        <span className="line-facts">
          {successRate !== null && (
            <span className="rate">
              <meter min={0} max={1} value={successRate} aria-hidden="true" />
              {t.countries.successRate(format.percent(successRate))}
            </span>
          )}
          <span className="line-stock">{isSoldOut(row) ? t.countries.soldOut : stockText}</span>
        </span>
        <span className="line-price">{shop === 'buy' ? money : t.countries.from(money)}</span>
        <ChevronIcon />
      </a>
    </li>
  )
})

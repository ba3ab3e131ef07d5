import type { Offer } from '@onesms/sdk'
import { useDeferredValue, useMemo, useState } from 'react'
import { search } from '../catalog/search.ts'
import { useCountryIndex } from '../catalog/use-named.ts'
import { useSpeech } from '../i18n/language-context.tsx'
import type { Shop } from '../route/route.ts'
import { goTo } from '../route/use-route.ts'
import { Choices } from '../ui/choices.tsx'
import { Empty } from '../ui/empty.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { CountryLine } from './country-line.tsx'
import { type CountryOrder, countryRows, sortRows } from './rows.ts'

interface CountryTableProps {
  readonly shop: Shop
  readonly service: string
  readonly offers: readonly Offer[]
}

const ORDERS: readonly CountryOrder[] = ['price', 'stock', 'success']

/** Countries to choose from, sorted and searched as one likes. */
export function CountryTable({ shop, service, offers }: CountryTableProps) {
  const { t, format } = useSpeech()
  const index = useCountryIndex()
  const [order, setOrder] = useState<CountryOrder>('price')
  const [typed, setTyped] = useState('')
  const wanted = useDeferredValue(typed)
  const rows = useMemo(() => countryRows(offers, { index, nameOf: format.country }), [offers, index, format])
  const sorted = useMemo(() => sortRows(rows, order, format.compare), [rows, order, format])
  const found = useMemo(
    () => search(sorted, wanted, ({ name, code, country }) => [name, code, country.name]),
    [sorted, wanted],
  )
  const [first] = found
  return (
    <>
      <div className="tools tools-line">
        <SearchField
          label={t.countries.search}
          value={typed}
          onChange={setTyped}
          onSubmit={() => first && typed !== '' && goTo({ page: shop, service, country: first.code })}
        />
        <Choices
          label={t.countries.sort}
          isLabelShown
          value={order}
          onChange={setOrder}
          options={ORDERS.map(value => ({ value, text: t.countries[value] }))}
        />
      </div>
      {found.length === 0 ? (
        <Empty title={t.countries.none} hint={t.countries.noneHint}>
          <button type="button" className="button" onClick={() => setTyped('')}>
            {t.services.clear}
          </button>
        </Empty>
      ) : (
        <ul className="lines" aria-label={t.countries.list}>
          {found.map(row => (
            <CountryLine key={row.code} shop={shop} service={service} row={row} />
          ))}
        </ul>
      )}
    </>
  )
}

import { useServices } from '@onesms/react'
import { useDeferredValue, useMemo, useState } from 'react'
import { useSpeech } from '../i18n/language-context.tsx'
import type { Shop } from '../route/route.ts'
import { goTo } from '../route/use-route.ts'
import { ErrorNote } from '../ui/error-note.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { StepHeading } from '../ui/step-heading.tsx'
import { type Category, CategoryFilter } from './category-filter.tsx'
import { search } from './search.ts'
import { ServiceList } from './service-list.tsx'
import { codeOf } from './service-ref.ts'
import { sortServices } from './sort-services.ts'
import { useDecor } from './use-decor.ts'

/** The first step: the service that will send the SMS. */
export function ServiceStep({ shop }: { readonly shop: Shop }) {
  const { t } = useSpeech()
  const services = useServices()
  const categories = useDecor()?.categories
  const [typed, setTyped] = useState('')
  const [category, setCategory] = useState<Category>(null)
  const wanted = useDeferredValue(typed)
  const sorted = useMemo(() => sortServices(services.data ?? []), [services.data])
  const found = useMemo(() => {
    const within = category === null ? sorted : sorted.filter(({ slug }) => slug && categories?.get(slug) === category)
    return search(within, wanted, ({ name, slug }) => [name, slug ?? ''])
  }, [sorted, category, categories, wanted])
  const [first] = found
  return (
    <section aria-busy={services.isPending}>
      <StepHeading lead={shop === 'buy' ? t.services.buyLead : t.services.rentLead}>
        {shop === 'buy' ? t.services.buyTitle : t.services.rentTitle}
      </StepHeading>
      <div className="tools">
        <SearchField
          label={t.services.search}
          placeholder={t.services.placeholder}
          value={typed}
          onChange={setTyped}
          onSubmit={() => first && typed !== '' && goTo({ page: shop, service: codeOf(first), country: null })}
        />
        <CategoryFilter value={category} onChange={setCategory} services={sorted} />
      </div>
      {services.isPending && <Skeleton count={24} shape="tile" />}
      {services.isError && !services.data && (
        <ErrorNote error={services.error} onRetry={() => void services.refetch()} />
      )}
      {services.data && (
        <ServiceList
          key={`${wanted} ${category}`}
          shop={shop}
          services={found}
          onClear={() => {
            setTyped('')
            setCategory(null)
          }}
        />
      )}
    </section>
  )
}

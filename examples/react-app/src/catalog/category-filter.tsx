import type { Service } from '@onesms/sdk'
import type { ServiceCategory } from '@onesms/sdk/catalog'
import { useMemo } from 'react'
import { useSpeech } from '../i18n/language-context.tsx'
import { Choices } from '../ui/choices.tsx'
import { useDecor } from './use-decor.ts'

/** `null`: all of them. */
export type Category = ServiceCategory | null

const ORDER: readonly ServiceCategory[] = [
  ...([
    'messaging',
    'social',
    'shopping',
    'finance',
    'entertainment',
    'transport',
    'delivery',
    'technology',
    'other',
  ] as const),
]

interface CategoryFilterProps {
  readonly services: readonly Service[]
  readonly value: Category
  readonly onChange: (category: Category) => void
}

/** Offers the categories of which there is something. */
export function CategoryFilter({ services, value, onChange }: CategoryFilterProps) {
  const { t } = useSpeech()
  const categories = useDecor()?.categories
  const present = useMemo(
    () => new Set(services.map(({ slug }) => (slug === null ? undefined : categories?.get(slug)))),
    [services, categories],
  )
  const options = [
    { value: null, text: t.services.all },
    ...ORDER.filter(category => present.has(category)).map(category => ({
      value: category,
      text: t.categories[category],
    })),
  ]
  return <Choices<Category> label={t.services.categories} options={options} value={value} onChange={onChange} />
}

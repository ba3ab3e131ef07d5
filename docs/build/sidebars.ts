import type { NavSection } from './nav.ts'

/** As VitePress takes it. */
interface Item {
  readonly text?: string
  readonly link?: string
  readonly items?: Item[]
}

const groupOf = ({ text, pages }: NavSection): Item => ({ text, items: [...pages] })

/** The side bars of the sections by where they stand: the pages of the one at hand. */
export const sectionSidebars = (nav: readonly NavSection[]): Record<string, Item[]> =>
  Object.fromEntries(nav.map(section => [section.folder, [groupOf(section)]]))

/**
 * The side bars of the API by where they stand: every entry, and what the one at hand exports. All exports of all entries would
 * weigh more than the pages.
 *
 * @param reference - The section that the API is a page of.
 */
export function apiSidebars(entries: readonly Item[], reference: NavSection): Record<string, Item[]> {
  const barOf = (open?: Item): Item => ({
    text: 'API',
    link: '/api/',
    items: entries.map(({ text = '', link = '', items = [] }) => ({
      text,
      link,
      ...(open?.link === link && { items: items.map(group => ({ text: group.text ?? '', items: group.items ?? [] })) }),
    })),
  })
  return Object.fromEntries([
    ['/api/', [groupOf(reference), barOf()]],
    ...entries.map(entry => [entry.link, [barOf(entry)]]),
  ])
}

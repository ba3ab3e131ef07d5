/** As VitePress takes it. */
interface Item {
  readonly text?: string
  readonly link?: string
  readonly items?: Item[]
}

/**
 * The side bars of the API by where they stand: every entry, and what the one at hand exports. All exports of all entries would
 * weigh more than the pages.
 */
export function apiSidebars(entries: readonly Item[]): Record<string, Item[]> {
  const barOf = (open?: Item) => [
    {
      text: 'API',
      link: '/api/',
      items: entries.map(({ text, link, items }) => ({
        text,
        link,
        ...(open?.link === link && { items: items?.map(group => ({ ...group, collapsed: false })) }),
      })),
    },
  ]
  return Object.fromEntries([['/api/', barOf()], ...entries.map(entry => [entry.link, barOf(entry)])])
}

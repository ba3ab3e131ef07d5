import { fileOf, nav } from './nav.ts'
import type { Pages } from './pages.ts'

/** What the site is, for readers that are programs: every page of the menu with its first sentence. */
export function llmsText(pages: Pages): string {
  const sections = nav.map(({ text, pages: items }) => {
    const lines = items.map(({ text, link }) => `- [${text}](/${fileOf(link)})${summaryOf(pages.get(fileOf(link)))}`)
    return `## ${text}\n\n${lines.join('\n')}`
  })
  return `# OneSMS

> One typed client over the companies that rent out phone numbers for receiving SMS, and a daemon that keeps their catalogs in your own
> Postgres. For testing and operations on numbers you are entitled to use.

Pages are Markdown under the addresses below.

${sections.join('\n\n')}
`
}

/** The first sentence of the first paragraph, without links. */
function summaryOf(page: string | undefined): string {
  const paragraph = page
    ?.replaceAll(/^```[\s\S]*?^```$/gm, '')
    .split(/\n{2,}/)
    .map(block => block.replaceAll('\n', ' ').trim())
    .find(block => /^[A-Z`[]/.test(block))
  const [sentence] = paragraph?.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').split(/(?<=\.) /) ?? []
  return sentence ? `: ${sentence.replace(/:$/, '.')}` : ''
}

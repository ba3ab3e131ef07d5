import { defineConfig } from 'vitepress'
import { nav } from '../build/nav.ts'

// Pages of a section have the menu of their section; what stands at the root of the pages has it by its own address.
const sidebar = Object.fromEntries(
  nav.flatMap(({ text, pages }) => {
    const menu = [{ text, items: pages.map(({ text, link }) => ({ text, link })) }]
    return pages.map(({ link }) => [link.endsWith('/') ? link : `${link}.md`, menu] as const)
  }),
)

export default defineConfig({
  title: 'OneSMS',
  description: 'One typed client over providers of SMS numbers, and a daemon that keeps their catalogs in your Postgres.',
  lang: 'en-GB',
  srcDir: '.vitepress/pages',
  // Any web server of files serves it.
  cleanUrls: false,
  markdown: { anchor: { slugify: slug } },
  vite: { build: { chunkSizeWarningLimit: 2_000 }, logLevel: 'warn' },
  themeConfig: {
    nav: nav.map(({ text, pages: [first] }) => ({ text, link: first?.link ?? '/', activeMatch: first?.link ?? '/' })),
    sidebar,
    outline: [2, 3],
    search: { provider: 'local' },
    footer: { message: 'For testing and operations on numbers you are entitled to use. MIT.' },
  },
})

/** As places that show Markdown do, so that a link to a heading is right there and here. */
function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-')
}

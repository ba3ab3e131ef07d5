import { readFileSync } from 'node:fs'
import { type DefaultTheme, defineConfig } from 'vitepress'
import { nav, reference } from '../build/nav.ts'
import { apiSidebars, sectionSidebars } from '../build/sidebars.ts'

/** What can be imported, and what from there: as TypeDoc wrote it beside its pages. */
const api = JSON.parse(
  readFileSync(new URL('pages/api/typedoc-sidebar.json', import.meta.url), 'utf8'),
) as DefaultTheme.SidebarItem[]

export default defineConfig({
  title: 'OneSMS',
  description:
    'One typed client over providers of SMS numbers, and a daemon that keeps their catalogs in your Postgres.',
  lang: 'en-GB',
  srcDir: '.vitepress/pages',
  // The same pages as text, for whoever comes by llms.txt.
  srcExclude: ['public/**'],
  // Any web server of files serves it.
  cleanUrls: false,
  // What all pages know, the side bars among it, is loaded once and not written into each.
  metaChunk: true,
  markdown: {
    anchor: { slugify: slug },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  vite: { build: { chunkSizeWarningLimit: 2_000 }, logLevel: 'warn' },
  themeConfig: {
    nav: nav.map(({ text, pages }) => ({
      text,
      link: pages[0]?.link ?? '/',
      activeMatch: `^(${pages.map(({ link }) => link).join('|')})`,
    })),
    sidebar: { ...sectionSidebars(nav), ...apiSidebars(api, reference) },
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

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const textOf = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const english = textOf('README.md')
const french = textOf('README.fr.md')

/** What both languages have in the same order: headings, snippets, blocks of code, bullets, rows. */
const shapeOf = (page: string) => page.match(/^(#+ |<!-- snippet: .*|```\w+|- |\|)/gm)

const linksOf = (page: string) => Array.from(page.matchAll(/\]\(([^)]+)\)/g), ([, target]) => target)

const codesOf = (page: string) =>
  Array.from(page.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/`([^`\n]+)`/g), ([, code = '']) => code)

it('README.fr.md has every section, snippet, block, row and bullet of README.md, in its order', () => {
  expect(shapeOf(french)).toEqual(shapeOf(english))
})

it('README.fr.md leads where README.md leads, but for the two that lead to each other', () => {
  const elsewhere = (page: string) => linksOf(page).filter(target => !target?.startsWith('README.'))
  expect(elsewhere(french)).toEqual(elsewhere(english))
  expect(linksOf(french)).toContain('README.md')
  expect(linksOf(english)).toContain('README.fr.md')
})

it('README.fr.md names in its text every piece of code that README.md names', () => {
  expect(codesOf(french).sort()).toEqual(codesOf(english).sort())
})

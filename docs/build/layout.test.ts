import { expect, it } from 'vitest'
import { laidOut } from './layout.ts'

const tableOf = (columns: number) =>
  `|${' a |'.repeat(columns)}\n|${'---|'.repeat(columns)}\n|${' 1 |'.repeat(columns)}\n`

it('leaves out the outline where a table is wide, and where there is nothing to outline', () => {
  const page = `# A\n\n## B\n\n${tableOf(5)}`
  expect(laidOut(page)).toBe(page)
  expect(laidOut(page + tableOf(6))).toBe(`---\naside: false\n---\n\n${page}${tableOf(6)}`)
  expect(laidOut('# A\n\nText.\n')).toBe('---\naside: false\n---\n\n# A\n\nText.\n')
  expect(laidOut('---\nlayout: home\n---\n\nText.\n')).toBe('---\naside: false\nlayout: home\n---\n\nText.\n')
})

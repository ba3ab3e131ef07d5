import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { REQUESTS_FOR_TEN } from './runtime-requests.ts'
import { fill, shownOf, unrun } from './snippets.ts'

const textOf = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const source =
  'setUp()\n// #region\nimport a\n// #endregion\n\nfunction b() {\n  // #region\n  if (a) {\n    b()\n  }\n\n  // #endregion\n}\n'
const read = (file: string) => (file === '01-a.ts' ? source : undefined)
const marked = (inner: string) => `Text.\n\n<!-- snippet: 01-a -->\n${inner}<!-- /snippet -->\n\nMore.\n`
const filled = marked('```ts\nimport a\n\nif (a) {\n  b()\n}\n```\n')

describe('snippets', () => {
  it('shows the regions of a file, and nothing of what is around them', () => {
    expect(shownOf(source)).toBe('import a\n\nif (a) {\n  b()\n}')
    expect(() => shownOf('a()\n')).toThrow('has no region')
  })

  it('fills a marker that is empty or stale, and leaves one that is right', () => {
    expect(fill(marked(''), read)).toBe(filled)
    expect(fill(marked('```ts\nold()\n```\n'), read)).toBe(filled)
    expect(fill(filled, read)).toBe(filled)
    expect(fill(marked('').replace('01-a', '01-a as js'), read)).toContain('-->\n```js\nimport a')
  })

  it('refuses a snippet that is not there, and a marker without an end', () => {
    expect(() => fill(marked('').replace('01-a', '02-b'), read)).toThrow('there is no snippet 02-b')
    expect(() => fill(marked('').replace('<!-- /snippet -->', ''), read)).toThrow('1 snippets begin and 0 end')
  })

  it('finds code that nobody has run', () => {
    expect(unrun(filled)).toEqual([])
    expect(unrun(`${filled}\`\`\`tsx\n<p />\n\`\`\`\n`)).toEqual(['<p />\n'])
  })
})

describe('README.md', () => {
  const names = readdirSync(new URL('../examples/readme', import.meta.url)).flatMap(
    file => /^\d\d-[\w-]+/.exec(file) ?? [],
  )

  it('shows each of the twelve snippets', () => {
    expect(names).toHaveLength(12)
    for (const name of names) expect(textOf('README.md')).toContain(`<!-- snippet: ${name}`)
  })

  it.each([
    'README.md',
    'README.fr.md',
    'packages/sdk/README.md',
    'packages/daemon/README.md',
    'packages/react-hooks/README.md',
  ])('has no TypeScript that is not run: %s', page => expect(unrun(textOf(page))).toEqual([]))

  it.each(['README.md', 'README.fr.md'])('says how to try it: %s', page => {
    expect(textOf(page)).toContain('npx -y pnpm@12.21.0 demo')
    expect(textOf(page)).toContain('npx -y pnpm@12.21.0 test')
  })

  it('states the figures that the pages of benchmarks and of reliability state', () => {
    const [english, french] = [
      textOf('README.md'),
      textOf('README.fr.md').replaceAll(/(?<=\d)[ \u00a0\u202f](?=\d{3})/g, ','),
    ]
    const measured = { benchmarks: ['784', '75,883', '401,700'], reliability: ['100,000', '20,000'] }
    for (const [page, figures] of Object.entries(measured)) {
      for (const figure of figures) {
        for (const text of [textOf(`docs/${page}.md`), english, french]) expect(text).toContain(figure)
      }
    }
    const [, ratio = 'none'] = /^\| `first-sync` .* \| ([\d.]+) \|/m.exec(textOf('docs/benchmarks.md')) ?? []
    expect(english).toContain(`takes ${ratio} times`)
    expect(french).toContain(`prend ${ratio.replace('.', ',')} fois`)
  })

  it.each([
    ['packages/sdk/src/purchase/simulation/money.scaled.test.ts', 'BUYS', '100,000 simulated buys'],
    ['packages/daemon/src/db/store/money.scaled.test.ts', 'BUYS', '20,000 purchases over real sockets'],
    ['packages/daemon/src/jobs/poisoned.scaled.test.ts', 'SYNCS', '1,000 syncs, 30 % of them poisoned'],
  ])('states the sizes that tests have in the full tier: %s', (file, name, words) => {
    const [figure = ''] = words.split(' ')
    expect(textOf(file)).toContain(`const ${name} = isFull ? ${figure.replace(',', '_')} :`)
    expect(textOf('README.md')).toContain(words)
    expect(textOf('README.fr.md')).toContain(figure.replace(',', ' '))
  })

  it('states of each runtime how many requests `test:runtimes` expects', () => {
    const rows = textOf('README.md').matchAll(
      /^\| (Node 20, 22, 24|Bun, Deno|workerd \(Cloudflare\)) \| ([\d to]+) \|/gm,
    )
    const { 'workerd with fetch': bare = [], 'workerd with node:https': compatible, ...whole } = REQUESTS_FOR_TEN
    expect(whole).toEqual(
      Object.fromEntries(['node 20', 'node 22', 'node 24', 'bun', 'deno'].map(name => [name, [10, 10]])),
    )
    expect(compatible).toEqual(bare)
    expect(Array.from(rows, ([, names, count]) => [names, count])).toEqual([
      ['Node 20, 22, 24', '10'],
      ['Bun, Deno', '10'],
      ['workerd (Cloudflare)', bare.join(' to ')],
    ])
  })
})

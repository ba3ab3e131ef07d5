import { describe, expect, it } from 'vitest'
import { collectPages, DeadLinkError, type Source } from './pages.ts'

const sourceOf = (files: Readonly<Record<string, string>>): Source => ({
  read: path => files[path] ?? null,
  list: path => {
    const inside = Object.keys(files).filter(name => name.startsWith(`${path}/`))
    return inside.length === 0 ? null : inside.map(name => name.slice(path.length + 1))
  },
})

describe('the pages of the site', () => {
  it('are docs/, and whatever they link to: a page, a folder with one, a file, a folder without', () => {
    const source = sourceOf({
      'docs/guides/a.md':
        '[r](../../README.md#x) [e](../../examples/one) [y](../../deploy/k.yaml) [f](../../src) [n](../../app/%5B...path%5D/.r.ts)',
      'README.md': '[back](docs/guides/a.md) [l](LICENSE) [fr](README.fr.md)',
      'examples/one/README.md': '[a](../../docs/guides/a.md)',
      'examples/one/index.ts': '',
      'deploy/k.yaml': 'a: `b`\n',
      'src/x.ts': 'x',
      'app/[...path]/.r.ts': 'r',
      'src/y.ts': 'y',
      'README.fr.md': '',
      LICENSE: 'MIT ```',
    })
    expect(Object.fromEntries(collectPages(['docs/guides/a.md'], source))).toEqual({
      'guides/a.md':
        '[r](../readme.md#x) [e](../examples/one.md) [y](../files/deploy/k.yaml.md) [f](../files/src.md) [n](../files/app/path/r.ts.md)',
      'readme.md': '[back](./guides/a.md) [l](./files/LICENSE.md) [fr](./readme-fr.md)',
      'readme-fr.md': '',
      'examples/one.md': '[a](../guides/a.md)',
      'files/deploy/k.yaml.md': '# deploy/k.yaml\n\n```yaml\na: `b`\n```\n',
      'files/app/path/r.ts.md': '# app/[...path]/.r.ts\n\n```ts\nr\n```\n',
      'files/src.md': '# src\n\n- `x.ts`\n- `y.ts`',
      'files/LICENSE.md': '# LICENSE\n\n````txt\nMIT ```\n````\n',
    })
  })

  it('have no link that leads to nothing, and all that do are named', () => {
    const source = sourceOf({ 'docs/a.md': '[x](gone.md)', 'docs/b.md': '[y](../nowhere) [a](a.md)' })
    expect(() => collectPages(['docs/a.md', 'docs/b.md'], source)).toThrow(
      new DeadLinkError('links that lead to nothing:\ndocs/a.md: gone.md\ndocs/b.md: ../nowhere'),
    )
  })
})

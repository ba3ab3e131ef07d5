import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapLinks, relativeLink, resolveLink } from './links.ts'

describe('links of a page', () => {
  it('are those of its text: not in code, not to other sites, not to itself', () => {
    const page = [
      '[a](one.md) and [`code`](../two.md#part) but `[b](three.md)`, [c](https://x.test/four.md), [d](#five)',
      '```md',
      '[e](six.md)',
      '```',
      '![f](seven.png "with a title")',
    ].join('\n')
    const seen: string[] = []
    const mapped = mapLinks(page, target => {
      seen.push(target)
      return target.toUpperCase()
    })
    expect(seen).toEqual(['one.md', '../two.md#part', 'seven.png'])
    expect(mapped).toBe(
      page.replace('one.md', 'ONE.MD').replace('../two.md#part', '../TWO.MD#PART').replace('seven.png', 'SEVEN.PNG'),
    )
  })

  it('leave any page as it is when nothing is to be changed', () => {
    const piece = fc.constantFrom('`', '```', '\n', '[a](b.md)', 'text', '[`x`](y)', ' ')
    fc.assert(
      fc.property(fc.array(piece), pieces => {
        const page = pieces.join('')
        expect(mapLinks(page, target => target)).toBe(page)
      }),
    )
  })

  it('lead from where they stand', () => {
    expect(resolveLink('docs/guides/a.md', '../../examples/b/')).toEqual({ path: 'examples/b', anchor: '' })
    expect(resolveLink('README.md', 'docs/a.md#x')).toEqual({ path: 'docs/a.md', anchor: '#x' })
    expect(relativeLink('guides/a.md', 'guides/b.md')).toBe('./b.md')
    expect(relativeLink('guides/a.md', 'b.md')).toBe('../b.md')
  })
})

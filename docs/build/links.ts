import { posix } from 'node:path'

/** Code is left as it is: fenced blocks, and code within a line. */
const CODE = /^(?<fence>`{3,})[^\n]*\n[\s\S]*?^\k<fence>\s*$|`[^`\n]+`/gm

const LINK = /(\]\()([^)\s]+)((?:\s+"[^"]*")?\))/g

/** Hands each link of a page to `replace`; addresses of other sites and anchors of the page itself are none. */
export function mapLinks(markdown: string, replace: (target: string) => string): string {
  const parts: string[] = []
  let end = 0
  for (const { 0: code, index } of markdown.matchAll(CODE)) {
    parts.push(markdown.slice(end, index), code)
    end = index + code.length
  }
  parts.push(markdown.slice(end))
  // A link may have code for its text, so that it is put together before it is looked at.
  const kept: string[] = []
  const text = parts.map((part, at) => (at % 2 === 0 ? part : `\0${kept.push(part) - 1}\0`)).join('')
  const mapped = text.replace(LINK, (whole, before: string, target: string, after: string) =>
    /^([a-z][a-z+.-]*:|#|\/)/.test(target) ? whole : before + replace(target) + after,
  )
  return mapped.replace(/\0(\d+)\0/g, (_, at: string) => kept[Number(at)] ?? '')
}

/** Where a relative link leads, from the root of the repository, and the rest of it. */
export function resolveLink(from: string, target: string): { readonly path: string; readonly anchor: string } {
  const [path = '', anchor] = target.split('#')
  return {
    path: posix.normalize(posix.join(posix.dirname(from), decodeURI(path))).replace(/\/$/, ''),
    anchor: anchor === undefined ? '' : `#${anchor}`,
  }
}

/** A page's link to another, both from the root of the pages. */
export function relativeLink(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}

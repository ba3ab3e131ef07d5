import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** Links of a built site to pages or headings that are not there. VitePress looks at pages alone. */
export function deadAnchors(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.html'))
  const pages = new Map(files.map(name => [name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')]))
  const ids = new Map(Array.from(pages, ([name, html]) => [name, new Set(attributes(html, 'id'))]))
  return Array.from(pages, ([name, html]) =>
    attributes(html, 'href')
      .filter(href => !/^([a-z][a-z+.-]*:|\/\/)/.test(href) && /\.html|#|\/$/.test(href))
      .flatMap(href => {
        const [path = '', anchor = ''] = href.split('#')
        const page =
          path === '' ? name : posix.join(path.startsWith('/') ? '' : posix.dirname(name), path.replace(/^\//, ''))
        const file = decodeURI(
          page === '' || page === '.' || page.endsWith('/') ? posix.join(page, 'index.html') : page,
        )
        const found = ids.get(file)
        const isThere = found !== undefined && (anchor === '' || found.has(decodeURIComponent(anchor)))
        return isThere ? [] : [`${name}: ${href}`]
      }),
  ).flat()
}

const attributes = (html: string, name: string) =>
  Array.from(html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g')), ([, value = '']) => value.replaceAll('&amp;', '&'))

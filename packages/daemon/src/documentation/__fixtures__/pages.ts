import { readdirSync, readFileSync } from 'node:fs'

const docs = new URL('../../../../../docs/', import.meta.url)

/** A page of docs/daemon. */
export const page = (name: string): string => readFileSync(new URL(`daemon/${name}.md`, docs), 'utf8')

/** All pages about the daemon, by name. */
export const pages: ReadonlyMap<string, string> = new Map(
  readdirSync(new URL('daemon', docs))
    .filter(name => name.endsWith('.md'))
    .map(name => name.replace('.md', ''))
    .map(name => [name, page(name)]),
)

/** What stands in a text as code. */
export const spansIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span)

/** The cells of each row of tables whose first cell begins with code. */
export const rowsOf = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(/^\| (`.*) \|$/gm)].map(([, row = '']) => row.split(/ *(?<!\\)\| */))

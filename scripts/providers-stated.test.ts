import { readFileSync } from 'node:fs'
import { createClient, type Provider } from '@onesms/sdk'
import { classicDialect } from '@onesms/sdk/protocols/handler-api'
import { registry } from '@onesms/sdk/providers/registry'
import { describe, expect, it } from 'vitest'
import { read, root } from './markdown.ts'

const MINUTE = 60_000

/** Rows of the README's table of providers, by the page that each leads to. */
function rowsOf(readme: string): ReadonlyMap<string, readonly string[]> {
  const rows = readme.match(/^\| \[.+\]\(docs\/providers\/.+$/gm) ?? []
  const cells = rows.map(row => row.split('|').map(cell => cell.trim()))
  const filled = cells.map((row, index) =>
    row.map((cell, at) => (cell === 'the same' ? sameAs(cells, index, at) : cell)),
  )
  return new Map(filled.map(row => [/providers\/([\w-]+)\.md/.exec(row[1] ?? '')?.[1] ?? '', row]))
}

const sameAs = (rows: readonly (readonly string[])[], index: number, at: number): string =>
  rows[index - 1]?.[at] === 'the same' ? sameAs(rows, index - 1, at) : (rows[index - 1]?.[at] ?? '')

/** Where it asks for the balance, without query. */
async function addressOf(load: (options: object) => Provider): Promise<string> {
  const asked: string[] = []
  const fetch = async (input: string | URL | Request) => {
    asked.push(input instanceof Request ? input.url : String(input))
    return new Response('ACCESS_BALANCE:1')
  }
  const client = createClient({ provider: load({ apiKey: 'none-is-needed-here', fetch }) })
  await client.account.balance().catch(() => {})
  await client.close()
  return asked[0]?.split('?')[0] ?? ''
}

describe.each(registry.map(entry => [entry.id, entry] as const))('what is said of %s', (id, { load }) => {
  const page = read(`docs/providers/${id}.md`)
  const declared = JSON.parse(readFileSync(`${root}packages/sdk/src/providers/${id}/provider.json`, 'utf8'))
  const { name, factory, env } = declared as { readonly name: string; readonly factory: string; readonly env: string }

  it('is where it is found, by its page and by the README', async () => {
    const provider = await load()
    expect(page).toContain(`import { ${factory} } from '@onesms/sdk/providers/${id}'`)
    expect(page).toContain(`\`${env}_API_KEY\``)
    expect(page).toContain(`\`${env}_BASE_URL\``)
    const [, address = 'none'] = /\| Address \| `([^`]+)`/.exec(page) ?? []
    expect(`${await addressOf(provider)}/`.startsWith(`${address}/`)).toBe(true)
    const [, link, entry, key] = rowsOf(read('README.md')).get(id) ?? []
    expect(link).toContain(`[${name}]`)
    expect(entry).toMatch(new RegExp(`^\`${factory}\` from \`(@onesms/sdk/providers|…)/${id}\`$`))
    expect(key).toBe(`\`${env}_API_KEY\``)
  })

  it('is how it behaves', async () => {
    const { traits } = (await load())({ apiKey: 'none-is-needed-here' })
    const lives = Array.from(page.matchAll(/(?:lives|lifetime of) (\d+) minutes/g), ([, minutes]) => Number(minutes))
    expect(new Set(lives)).toEqual(new Set([traits.lifetime / MINUTE]))
    const from = Array.from(page.matchAll(/(?:taken back|back) from (\d+) minutes (?:after|on)/g), ([, minutes]) =>
      Number(minutes),
    )
    if (from.length > 0) expect(new Set(from)).toEqual(new Set([traits.cancelAfter / MINUTE]))
    else expect(page).toContain('be cancelled at once')
    const [, often] =
      /(?:sends )?(One|\d+) (?:requests?)? ?a second(?:\.|,| unless| was safe)/.exec(page.replaceAll('\n', ' ')) ?? []
    expect(often?.replace('One', '1')).toBe(String(traits.requestsPerSecond))
  })

  it('is what becomes of a purchase whose answer was lost', async () => {
    const { traits } = (await load())({ apiKey: 'none-is-needed-here' })
    const words = rowsOf(read('README.md')).get(id)?.at(-2)
    if (traits.openList === null) return expect(words).toMatch(/^stays unknown until you say/)
    expect(words).toMatch(/^is looked for on the list; "not bought" takes about two minutes$/)
    const horizon = traits.purchaseTimeout + traits.latestCommit + 2 * traits.listLag
    expect(horizon).toBe(110_000)
  })
})

it.each([
  [
    'docs/guides/write-a-provider.md',
    'Trait',
    async () => (await registry[0]?.load())?.({ apiKey: 'none-is-needed-here' }).traits,
  ],
  ['CONTRIBUTING.md', 'Line', async () => classicDialect],
])('%s asks about what there is to be declared', async (page, name, load) => {
  const [table = ''] = new RegExp(`^ *\\| ${name} \\|.*\\n(?: *\\|.*\\n)+`, 'm').exec(read(page)) ?? []
  const asked = Array.from(table.matchAll(/^ *\| (`[^|]+) \|/gm), ([, names = '']) => names.match(/\w+/g) ?? []).flat()
  expect(asked.length).toBeGreaterThan(8)
  const known = Object.keys((await load()) ?? {})
  expect(asked.filter(each => !known.includes(each))).toEqual([])
})

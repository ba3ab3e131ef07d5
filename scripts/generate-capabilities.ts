// Writes docs/providers/capabilities.md: what each provider of the SDK can do, read off the providers themselves. With --check
// it compares and fails.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Provider } from '@onesms/sdk'
import { registry } from '@onesms/sdk/providers/registry'

type Cell = (provider: Provider) => string

const yes = (fact: unknown) => (fact ? 'yes' : '–')
const span = (ms: number) => (ms === 0 ? 'at once' : ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1_000} s`)

const FACETS: Readonly<Record<string, Cell>> = {
  'networks of a country': ({ catalog }) => yes(catalog.operators),
  'list of open numbers': ({ traits: { openList } }) =>
    openList === null ? '–' : openList === 'paged' ? 'in pages' : 'yes',
  'many numbers in one look': ({ activations }) => yes(activations.fetchMany),
  'tell it that it worked': ({ activations, traits: { completion } }) =>
    completion === 'implicit' ? 'closes by itself' : yes(activations.complete),
  'another SMS': ({ traits: { retry } }) => retry || '–',
  'give back as bad': ({ activations }) => yes(activations.report),
  rentals: ({ rentals }) => yes(rentals),
  'more time on a rental': ({ rentals }) => yes(rentals?.extend),
  webhooks: ({ webhooks }) => yes(webhooks),
}

const TRAITS: Readonly<Record<string, Cell>> = {
  currency: ({ currency }) => currency,
  'honours a choice of operator': ({ traits }) => yes(traits.operatorChoice),
  'holds `maxPrice` itself': ({ traits }) => yes(traits.priceCap),
  'honours a reference of ours': ({ traits: { honoursReference } }) =>
    honoursReference === 'none' ? '–' : honoursReference,
  'a number lives': ({ traits }) => span(traits.lifetime),
  'takes a number back after': ({ traits }) => span(traits.cancelAfter),
  'between two looks': ({ traits }) => span(traits.pollInterval),
  'requests a second': ({ traits }) => String(traits.requestsPerSecond ?? 'unknown'),
}

const target = fileURLToPath(new URL('../docs/providers/capabilities.md', import.meta.url))

async function page(): Promise<string> {
  const entries = registry.toSorted((left, right) => (left.id < right.id ? -1 : 1))
  const providers = await Promise.all(
    entries.map(async ({ load }) => (await load())({ apiKey: 'none-is-needed-here' })),
  )
  const table = (rows: Readonly<Record<string, Cell>>) =>
    [
      `| | ${providers.map(({ id, name }) => `[${name}](${id}.md)`).join(' | ')} |`,
      `|---|${providers.map(() => '---|').join('')}`,
      ...Object.entries(rows).map(([name, cell]) => `| ${name} | ${providers.map(cell).join(' | ')} |`),
    ].join('\n')
  return `<!-- Written by scripts/generate-capabilities.ts from the providers themselves. Do not edit. -->

# What each provider can do

Every provider tells the balance, lists services, countries and offers, scans its whole catalog, buys numbers, follows them
and gives them back. What only some can do is absent from the others, in types and at run time.

${table(FACETS)}

How they behave, as the client reckons with it. What nobody knows stands at its safe default; each provider's page says what is
published, what was probed and what is assumed.

${table(TRAITS)}

Without a list of open numbers, a purchase whose answer was lost is cleared up by a person; see [money](../concepts/money.md).
Where \`maxPrice\` is not held, the price is looked at before.
`
}

const text = await page()
if (!process.argv.includes('--check')) writeFileSync(target, text)
else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
  process.stderr.write('docs/providers/capabilities.md is stale; run pnpm sync\n')
  process.exitCode = 1
}

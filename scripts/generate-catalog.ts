import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const dialect = 'handler-api'
/** Providers with ids of their own, each with a table in its folder. */
const vendors = ['five-sim']
const categories = 'social messaging shopping finance delivery transport entertainment technology other'.split(' ')

type Sources = Readonly<Record<string, { readonly what: string; readonly date: string }>>

export interface ServiceEntry {
  readonly slug: string
  readonly name: string
  readonly category: string
  /** One id per vendor or dialect. */
  readonly ids: Readonly<Record<string, string>>
  readonly source: string
}

export interface CountryEntry {
  readonly iso: string
  readonly name: string
  readonly dialCode: string
  /** The id a purchase uses, per vendor or dialect. */
  readonly ids: Readonly<Record<string, string>>
  /** Further ids of the same country, bought only when asked for by id. */
  readonly alternates?: Readonly<Record<string, readonly string[]>>
}

interface WireCountry {
  readonly id: number
  readonly name: string
  readonly iso: string
  readonly dialCode: string
}

/** The files of `data/`, parsed. */
export interface CatalogData {
  readonly services: { readonly sources: Sources; readonly services: readonly ServiceEntry[] }
  readonly countries: { readonly sources: Sources; readonly countries: readonly CountryEntry[] }
  readonly handlerApi: {
    readonly services: readonly (readonly [code: string, name: string])[]
    readonly countries: readonly WireCountry[]
  }
}

/** What is wrong with the data: one line each, naming the entry. Empty when all is well. */
export function violations({ services, countries, handlerApi }: CatalogData): string[] {
  const found: string[] = []
  const expect = (holds: boolean, complaint: string) => {
    if (!holds) found.push(complaint)
  }

  const codes = new Set(handlerApi.services.map(([code]) => code))
  const wire = new Map(handlerApi.countries.map(country => [String(country.id), country]))
  expect(codes.size === 2035, `handler-api.json: ${codes.size} distinct services instead of 2035`)
  expect(wire.size === 207, `handler-api.json: ${wire.size} distinct countries instead of 207`)
  expect(services.services.length === 300, `services.json: ${services.services.length} services instead of 300`)
  // `full` is a whole number for rent, not a service.
  codes.delete('full')

  for (const [id, { what, date }] of Object.entries({ ...services.sources, ...countries.sources })) {
    expect(Boolean(what) && /^\d{4}-\d{2}$/.test(date), `source ${id}: needs 'what' and a date YYYY-MM`)
  }

  let previous = ''
  for (const { slug, name, category, ids = {}, source } of services.services) {
    const entry = `services.json: ${slug}`
    expect(slug > previous, `${entry}: repeated or out of order`)
    expect(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug), `${entry}: the slug is not kebab-case`)
    expect(Boolean(name), `${entry}: has no name`)
    expect(categories.includes(category), `${entry}: unknown category '${category}'`)
    expect(Object.hasOwn(services.sources, source), `${entry}: unknown source '${source}'`)
    expect(codes.delete(ids[dialect] ?? ''), `${entry}: ${dialect} id '${ids[dialect]}' is unknown or taken`)
    previous = slug
  }

  previous = ''
  for (const { iso, name, dialCode, ids = {}, alternates = {} } of countries.countries) {
    const entry = `countries.json: ${iso}`
    expect(iso > previous, `${entry}: repeated or out of order`)
    expect(/^[A-Z]{2}$/.test(iso), `${entry}: the ISO code is not two capitals`)
    expect(Boolean(name), `${entry}: has no name`)
    for (const id of [ids[dialect] ?? '', ...(alternates[dialect] ?? [])]) {
      const country = wire.get(id)
      const same = country?.iso === iso && country.dialCode === dialCode
      expect(
        same,
        `${entry}: ${dialect} id '${id}' is ${country ? `${country.iso} +${country.dialCode}` : 'unknown or taken'}`,
      )
      wire.delete(id)
    }
    previous = iso
  }
  for (const vendor of vendors) {
    expectDistinct(
      'services.json',
      services.services.map(({ slug, ids = {} }) => [slug, ids[vendor]]),
    )
    expectDistinct(
      'countries.json',
      countries.countries.map(({ iso, ids = {} }) => [iso, ids[vendor]]),
    )
  }
  function expectDistinct(file: string, rows: readonly (readonly [key: string, id: string | undefined])[]) {
    const taken = new Set<string>()
    for (const [key, id] of rows) {
      if (id === undefined) continue
      expect(/^[\w.-]+$/.test(id) && !taken.has(id), `${file}: ${key}: id '${id}' is malformed or taken`)
      taken.add(id)
    }
  }
  for (const [id, { name }] of wire) expect(false, `handler-api.json: country ${id} (${name}) is in no entry`)
  return found
}

/** The text of every generated file, by its path from the repository root. */
export function generate({ services, countries, handlerApi }: CatalogData): Readonly<Record<string, string>> {
  const rows = services.services
  const places = countries.countries
  const serviceIds = rows.map(({ slug, ids }): Pair => [slug, ids[dialect] ?? ''])
  const countryIds = places.map(({ iso, ids }): Pair => [iso, ids[dialect] ?? ''])
  const alternates = places.flatMap(({ iso, alternates = {} }) =>
    (alternates[dialect] ?? []).map((id): Pair => [id, iso]),
  )
  return {
    ...Object.fromEntries(
      vendors.map(vendor => [`packages/sdk/src/providers/${vendor}/ids.generated.ts`, ownIds(vendor, rows, places)]),
    ),
    'packages/sdk/src/catalog/known.generated.ts': `${header}
/** A service this package knows by name. */
export type KnownService =${union(rows.map(({ slug }) => slug))}

/** A country some provider sells, by ISO 3166-1 alpha-2 code (\`XK\`: Kosovo). */
export type KnownCountry =${union(places.map(({ iso }) => iso))}
`,
    'packages/sdk/src/catalog/directory.generated.ts': `${header}
/** What a service is for. */
export type ServiceCategory =${union(categories)}

/** A service as this package names it. */
export interface DirectoryService {
  readonly slug: string
  /** The brand's own spelling. */
  readonly name: string
  readonly category: ServiceCategory
}

/** A country as this package names it. */
export interface DirectoryCountry {
  /** ISO 3166-1 alpha-2 code (\`XK\`: Kosovo). */
  readonly iso: string
  readonly name: string
  /** The country calling code alone, without \`+\` and without area codes. */
  readonly dialCode: string
}

/** Every known service, by slug. */
export const directoryServices: readonly DirectoryService[] = ${array(
      rows.map(row => `{ slug: ${quote(row.slug)}, name: ${quote(row.name)}, category: ${quote(row.category)} }`),
    )}

/** Every known country, by ISO code. */
export const directoryCountries: readonly DirectoryCountry[] = ${array(
      places.map(({ iso, name, dialCode }) => `{ iso: '${iso}', name: ${quote(name)}, dialCode: '${dialCode}' }`),
    )}
`,
    'packages/sdk/src/protocols/handler-api/ids.generated.ts': `${header}
// A string is the smallest form in a bundle; a country without an id has the one after its neighbour's.
// Without a prototype, a key such as \`constructor\` is absent.
function table(pairs: string): Readonly<Record<string, string>> {
  const ids: Record<string, string> = Object.create(null)
  let next = 0
  for (const pair of pairs.split(',')) {
    const [key = '', id = String(next)] = pair.split(':')
    ids[key] = id
    next = Number(id) + 1
  }
  return ids
}

/** Slug to the dialect's service code. */
export const serviceIds: Readonly<Record<string, string>> = /* @__PURE__ */ table(
  ${quote(serviceIds.map(pair => pair.join(':')).join(','))},
)

/** ISO code to the dialect's country id that a purchase uses. */
export const countryIds: Readonly<Record<string, string>> = /* @__PURE__ */ table(
  ${quote(numbered(countryIds))},
)

/** The dialect's further country ids to their ISO code: bought only when asked for by id. */
export const alternateCountryIds: Readonly<Record<string, string>> = /* @__PURE__ */ table(
  ${quote(alternates.map(pair => pair.join(':')).join(','))},
)
`,
    'packages/sdk/src/testing/emulators/handler-api/directory.generated.ts': `${header}
export interface WireCountry {
  readonly id: number
  /** The vendor's English name. */
  readonly name: string
  readonly iso: string
  readonly dialCode: string
}

/** Every service of the dialect: its code and the vendor's name for it. */
export const wireServices: readonly (readonly [code: string, name: string])[] = ${array(
      handlerApi.services.map(([code, name]) => `[${quote(code)}, ${quote(name)}]`),
    )}

/** Every country of the dialect. */
export const wireCountries: readonly WireCountry[] = ${array(
      handlerApi.countries.map(
        ({ id, name, iso, dialCode }) => `{ id: ${id}, name: ${quote(name)}, iso: '${iso}', dialCode: '${dialCode}' }`,
      ),
    )}
`,
  }
}

/** The module with a provider's own ids; what nobody has mapped is not in it. */
function ownIds(vendor: string, services: readonly ServiceEntry[], countries: readonly CountryEntry[]): string {
  const pairs = (entries: readonly (readonly [key: string, ids: Readonly<Record<string, string>>])[]) =>
    entries.flatMap(([key, { [vendor]: id }]) => {
      if (id === undefined) return []
      return id === key.replaceAll('-', '') ? [key] : [`${key}:${id}`]
    })
  return `${header}
// A string is the smallest form in a bundle; without an id of its own a key is the id, but for its hyphens.
// Without a prototype, a key such as \`constructor\` is absent.
function table(pairs: string): Readonly<Record<string, string>> {
  const ids: Record<string, string> = Object.create(null)
  for (const pair of pairs.split(',')) {
    const [key = '', id = key.replaceAll('-', '')] = pair.split(':')
    ids[key] = id
  }
  return ids
}

/** Slug to the provider's own id. */
export const serviceIds: Readonly<Record<string, string>> = /* @__PURE__ */ table(
  ${quote(pairs(services.map(({ slug, ids }) => [slug, ids])).join(','))},
)

/** ISO code to the provider's own id. */
export const countryIds: Readonly<Record<string, string>> = /* @__PURE__ */ table(
  ${quote(pairs(countries.map(({ iso, ids }) => [iso, ids])).join(','))},
)
`
}

type Pair = readonly [key: string, id: string]

const header = '// Written by scripts/generate-catalog.ts from data/. Do not edit.\n'
const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
const union = (members: readonly string[]): string => members.map(member => `\n  | ${quote(member)}`).join('')
const array = (rows: readonly string[]): string => `[\n${rows.map(row => `  ${row},\n`).join('')}]`
// By id, leaving out every id that follows its neighbour's: half the size of plain pairs.
const numbered = (pairs: readonly Pair[]): string =>
  pairs
    .toSorted(([, a], [, b]) => Number(a) - Number(b))
    .map(([key, id], index, sorted) => (Number(id) === Number(sorted[index - 1]?.[1] ?? -1) + 1 ? key : `${key}:${id}`))
    .join(',')

const root = fileURLToPath(new URL('..', import.meta.url))

/** Reads `data/`. */
export function readCatalog(): CatalogData {
  const parse = (file: string) => JSON.parse(readFileSync(`${root}data/${file}`, 'utf8'))
  return {
    services: parse('services.json'),
    countries: parse('countries.json'),
    handlerApi: parse('handler-api.json'),
  }
}

/** The paths whose file differs from what the data gives. */
export function staleFiles(files: Readonly<Record<string, string>>): string[] {
  const current = (path: string) => (existsSync(root + path) ? readFileSync(root + path, 'utf8') : undefined)
  return Object.keys(files).filter(path => files[path] !== current(path))
}

function run(check: boolean): string[] {
  const data = readCatalog()
  const found = violations(data)
  if (found.length > 0) return found
  const files = generate(data)
  const stale = staleFiles(files)
  if (check) return stale.map(path => `${path} is stale: run scripts/generate-catalog.ts`)
  for (const path of stale) writeFileSync(root + path, files[path] ?? '')
  return []
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const complaints = run(process.argv.includes('--check'))
  for (const complaint of complaints) process.stderr.write(`${complaint}\n`)
  process.exitCode = complaints.length > 0 ? 1 : 0
}

import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { connect } from '../db/connect.ts'
import { routesOf } from '../http/app.ts'
import { scopes } from '../http/auth/scope.ts'
import { describeApi } from '../http/operations/describe-api.ts'
import { problemStatuses } from '../http/problem.ts'
import type { RouteEntry } from '../http/routes/route.ts'
import { page, pages, spansIn } from './__fixtures__/pages.ts'

const routes = routesOf({
  database: { sql: connect({ url: 'postgres://127.0.0.1:1/nobody' }), schema: 'onesms' },
  providers: [],
  isReady: () => true,
  onError: () => {},
  triggerSync: async () => ({ provider: '', id: 1, state: 'running' }),
}).filter(({ path }) => !/^\/(admin|docs)(\/|$)/.test(path))

/** Names in paths differ from page to page. */
const nameless = (path: string) => path.replace(/:\w+/g, ':x')
const find = (method: string, path: string) =>
  routes.find(route => route.method === method && nameless(route.path) === nameless(path))

/** `POST /v1/sync/services`, then `/countries`: the same with another end. */
function routesNamed(cell: string): readonly string[] {
  let before = ''
  return spansIn(cell).flatMap(span => {
    const path = span.startsWith('/')
      ? before.replace(/\/[^/]+$/, span)
      : span.replace(/\?.*$/, '').replaceAll(/<\w+>/g, ':x')
    if (!/^(GET|POST|DELETE) \//.test(path)) return []
    before = path
    return [path]
  })
}

interface Row {
  readonly page: string
  readonly cells: readonly string[]
  readonly heading: string
  readonly named: readonly string[]
}

const rows: readonly Row[] = [...pages].flatMap(([name, text]) =>
  text.split(/^(?=## )/m).flatMap(section =>
    [...section.matchAll(/^\| (`(?:GET|POST|DELETE) .*) \|$/gm)].map(([, row = '']) => {
      const cells = row.split(/ *(?<!\\)\| */)
      return { page: name, heading: /^## (.*)/.exec(section)?.[1] ?? '', cells, named: routesNamed(cells[0] ?? '') }
    }),
  ),
)

/** Everything that a schema has a name for, at any depth. */
function propertiesIn(schema: unknown, all: Readonly<Record<string, unknown>>, found = new Set<string>()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return found
  const { $ref, properties = {}, ...rest } = schema as Readonly<Record<string, unknown>>
  if (typeof $ref === 'string') propertiesIn(all[$ref.replace('#/components/schemas/', '')], all, found)
  for (const [name, inner] of Object.entries(properties as object)) {
    if (found.has(name)) continue
    found.add(name)
    propertiesIn(inner, all, found)
  }
  for (const inner of Object.values(rest)) propertiesIn(inner, all, found)
  return found
}

const api = describeApi(routes) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: unknown }>>>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}
const answerOf = ({ method, path }: RouteEntry) =>
  propertiesIn(api.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]?.responses, api.components.schemas)

const shapeOf = (schema: z.ZodType | undefined): Readonly<Record<string, z.ZodType>> =>
  (schema as { readonly shape?: Readonly<Record<string, z.ZodType>> } | undefined)?.shape ?? {}
const takenBy = ({ doc }: RouteEntry) => ({ ...shapeOf(doc.query), ...shapeOf(doc.body) })

/** Parameters as a row tells them: `limit` (100, most 1000), `by` (some of `a,b`). */
function parametersIn(cell: string): readonly { readonly name: string; readonly remark: string }[] {
  return [...cell.matchAll(/`([a-z_]+)(?:=[^`]*)?`(?: \(([^)]*)\)|: ((?:`\w+`(?:, )?)+))?/g)].map(
    ([, name = '', remark = '', choices = '']) => ({ name, remark: remark || choices }),
  )
}

/** Which scope a row says, or its page where it says none. */
function scopeTold({ page, heading, cells }: Row, method: string, path: string): string | null {
  const told = [/Scope `([\w:]+)`/, /\(`(\w+:\w+)`\)/, /scope `([\w:]+)`/].flatMap(
    pattern => pattern.exec(cells.filter((_, column) => column !== 1).join(' '))?.[1] ?? [],
  )
  const column = cells[1]?.replaceAll('`', '') ?? ''
  if (/^\/(livez|readyz|startupz)$/.test(path)) return null
  if (page === 'webhooks') return (scopes as readonly string[]).includes(column) ? column : null
  if (path === '/v1/status' || path === '/v1/sync/logs') return 'catalog:read' // with `admin` they say more
  if (page === 'http' && heading === 'Buying') return told[0] ?? (method === 'POST' ? 'purchase' : 'activation:read')
  return told[0] ?? (page === 'events' ? 'activation:read' : 'catalog:read')
}

describe('the routes of docs/daemon', () => {
  it('are all there are', () => {
    const named = new Set(rows.flatMap(({ named }) => named.map(nameless)))
    const inText = [...pages.values()]
      .flatMap(text => [...text.matchAll(/`(?:GET|POST|DELETE) [^`<]+`/g)])
      .flatMap(([span]) => routesNamed(span))
    const all = routes.map(({ method, path }) => nameless(`${method} ${path}`))
    expect([...named].filter(name => !all.includes(name))).toEqual([])
    expect(inText.filter(name => !all.includes(nameless(name)))).toEqual([])
    // In words: docs/daemon/access.md.
    expect(all.filter(name => !named.has(name))).toEqual(['POST /v1/tokens', 'DELETE /v1/tokens/:x'])
  })

  it('can be asked as they stand in the text', () => {
    const lines = [...pages.values()].flatMap(text => text.split('\n').filter(line => !line.startsWith('|')))
    const asked = lines.flatMap(line => [...line.matchAll(/`GET [^`<?]+`/g)].map(([span]) => span.slice(1, -1)))
    expect(asked.length).toBeGreaterThan(5)
    const takes = ([method = '', path = '']: readonly string[]) => find(method, path)?.doc.query?.safeParse({}).success
    expect(asked.filter(name => takes(name.split(' ')) === false)).toEqual([])
  })

  const told = rows.flatMap(row =>
    row.named.map(name => {
      const [method = '', path = ''] = name.split(' ')
      return { name, row, method, path, route: find(method, path) ?? expect.fail(name) }
    }),
  )

  it.each(told)('$name takes the scope that is said', ({ row, method, path, route }) => {
    expect(scopeTold(row, method, path)).toBe(route.scope)
  })

  it.each(told)('$name takes what is said, and nothing else', ({ row, route }) => {
    const cell = row.cells[row.page === 'webhooks' ? 2 : 1] ?? ''
    const known = takenBy(route)
    const parameters = parametersIn(cell).filter(({ name }) => name !== 'prune')
    const isShared = row.named.length > 1 || cell.includes('the same')
    expect(parameters.filter(({ name }) => !(name in known)).map(({ name }) => name)).toEqual([])
    const said = new Set([...parameters.map(({ name }) => name), ...row.cells.join().matchAll(/\?(\w+)=/g)].map(String))
    if (!isShared) {
      const unsaid = Object.keys(known).filter(name => !said.has(name) && !row.cells[0]?.includes(`?${name}=`))
      expect(unsaid).toEqual([])
    }
    for (const { name, remark } of parameters) {
      const figures = [...remark.matchAll(/\d+/g)].map(([figure]) => figure)
      if (name === 'limit' && figures.length > 0) {
        const [usual, most = usual] = figures
        expect(known[name]?.parse(undefined)).toBe(Number(usual))
        expect(known[name]?.safeParse(most).success).toBe(true)
        if (remark.includes('most')) expect(known[name]?.safeParse(`${Number(most) + 1}`).success).toBe(false)
      }
      for (const choice of spansIn(remark))
        expect([choice, known[name]?.safeParse(choice).success]).toEqual([choice, true])
    }
  })

  it.each(told)('$name answers what is said', ({ row, route }) => {
    const answers = answerOf(route)
    const words = spansIn(row.cells.at(-1) ?? '')
      .filter(span => span.startsWith('{'))
      .flatMap(span => span.match(/\w+/g) ?? [])
      .filter(word => word !== 'or')
    expect(words.filter(word => !answers.has(word))).toEqual([])
  })
})

describe('the problems of docs/daemon', () => {
  const known: Readonly<Record<string, number>> = problemStatuses

  it('have the status that is said, in the table', () => {
    const table = [...pages.values()].flatMap(text => [...text.matchAll(/^\| ((?:`\w+`(?:, )?)+) \| (\d{3}) \|/gm)])
    const told = table.flatMap(([, codes = '', status]) => spansIn(codes).map(code => [code, Number(status)]))
    expect(told.length).toBeGreaterThan(15)
    expect(told.filter(([code = '', status]) => known[code] !== status)).toEqual([])
  })

  it('have it in the text', () => {
    const told = [...pages.values()].flatMap(text => [
      ...text.matchAll(/\b([45]\d\d) `([a-z_]+)`(?: and `([a-z_]+)`)?/g),
    ])
    const codes = told.flatMap(([, status, ...names]) => names.flatMap(code => (code ? [[code, Number(status)]] : [])))
    expect(codes.length).toBeGreaterThan(4)
    expect(codes.filter(([code = '', status]) => known[code] !== status)).toEqual([])
  })
})

it('the scopes of docs/daemon/access.md are all there are', () => {
  expect([...page('access').matchAll(/^\| `([\w:]+)` \|/gm)].map(([, scope]) => scope)).toEqual(scopes)
})

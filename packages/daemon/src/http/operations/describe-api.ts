import { z } from 'zod'
import { VERSION } from '../../observability/version.ts'
import { problemStatuses } from '../problem.ts'
import type { RouteDoc, RouteEntry } from '../routes/route.ts'
import { createSchemas, type JsonSchema, type Schemas } from './json-schema.ts'

type Json = Readonly<Record<string, unknown>>

/** The description of an API in OpenAPI 3.1, made of the table its requests are answered by: there is no second list. */
export function describeApi(routes: readonly RouteEntry[]): Json {
  const schemas = createSchemas()
  const paths: Record<string, Record<string, Json>> = {}
  for (const entry of routes) {
    if (PAGES.test(entry.path)) continue
    const path = entry.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [entry.method.toLowerCase()]: operationOf(entry, schemas) }
  }
  const problem = schemas.of(problemSchema, 'output')
  return {
    openapi: '3.1.0',
    info: {
      title: 'OneSMS',
      version: VERSION,
      description: 'SMS numbers of all configured providers: what they sell, and what was bought of them.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.filter(({ path }) => !PAGES.test(path)).map(({ doc }) => doc.tag))].map(name => ({
      name,
    })),
    paths,
    components: {
      schemas: { Problem: problem, ...schemas.shared() },
      responses: {
        Problem: {
          description: 'Something is wrong; `code` says what, for programs.',
          headers: { 'x-request-id': REQUEST_ID },
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of the configuration, or one of the short-lived ones made by it.',
        },
      },
    },
  }
}

/** For people at a browser. */
const PAGES = /^\/(admin|docs)(\/|$)/

const REQUEST_ID = { description: 'Under which the log speaks of it', schema: { type: 'string' } }

/** RFC 9457, with what we add; some problems have members beyond these. */
const problemSchema = z
  .looseObject({
    type: z.string().describe('`urn:onesms:error:<code>`'),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(problemStatuses) as [string, ...string[]]),
    detail: z.string().describe('What is the matter, and what to do'),
    field: z.string().optional().describe('The parameter it is about'),
    suggestions: z.array(z.string()).optional().describe('Near matches, best first'),
    rejected: z.literal(true).optional().describe('Of a purchase: proof that nothing was bought'),
  })
  .describe('What went wrong')

function operationOf({ method, path, scope, doc }: RouteEntry, schemas: Schemas): Json {
  return {
    operationId: operationId(method, path),
    tags: [doc.tag],
    summary: doc.summary,
    description: [doc.description, scope && `Scope: \`${scope}\`.`].filter(Boolean).join('\n\n') || undefined,
    security: scope === null ? [] : [{ token: [scope] }],
    parameters: [...pathParameters(path), ...queryParameters(doc, schemas), ...headerParameters(doc)],
    ...(doc.body && { requestBody: { required: true, content: content(schemas.of(doc.body, 'input')) } }),
    responses: { ...responsesOf(doc, schemas), default: { $ref: '#/components/responses/Problem' } },
  }
}

/** `GET /v1/sync/logs` is `getV1SyncLogs`: without a second list to keep in step. */
function operationId(method: string, path: string): string {
  const words = path.split(/[^a-zA-Z0-9]+/).filter(Boolean)
  return method.toLowerCase() + words.map(word => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

const pathParameters = (path: string) =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))

function queryParameters({ query }: RouteDoc, schemas: Schemas): Json[] {
  if (!query) return []
  const { properties = {}, required = [] } = schemas.of(query, 'input')
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema,
  }))
}

const headerParameters = ({ headers = {} }: RouteDoc): Json[] =>
  Object.entries(headers).map(([name, { description, required = false }]) => ({
    name,
    in: 'header',
    description,
    required,
    schema: { type: 'string' },
  }))

function responsesOf({ replies }: RouteDoc, schemas: Schemas): Json {
  return Object.fromEntries(
    Object.entries(replies).map(([status, { description, body, contentType = 'application/json' }]) => {
      const schema = body && schemas.of(body, 'output')
      const isText = !contentType.includes('json')
      const shown = schema ?? (isText ? { type: 'string' } : undefined)
      return [
        status,
        {
          description,
          ...(shown && status !== '204' && status !== '304' && { content: content(shown, contentType) }),
        },
      ]
    }),
  )
}

const content = (schema: JsonSchema, type = 'application/json') => ({ [type]: { schema } })

import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anOffer, stubProvider } from '../testing/stub-provider.ts'
import { openTestApp, type TestApp } from '../testing/test-app.ts'

interface Description {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}
interface Operation {
  readonly operationId: string
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[]
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >
}

let app: TestApp
let description: Description
beforeAll(async () => {
  app = await openTestApp([stubProvider('alpha', async () => [anOffer()])])
  description = (await (await app.get('/openapi.json')).json()) as Description
})
afterAll(() => app.close())

const operations = () =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

describe('G17 GET /openapi.json', () => {
  it('is OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(description) as never)
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined })
    expect(description.openapi).toBe('3.1.0')
  })

  it('names every operation once, says what each takes, and has no dangling reference', () => {
    const ids = operations().map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { path, operation } of operations()) {
      const named = operation.parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name)
      expect(named).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
      expect(operation.responses).toHaveProperty('default')
    }
    const references = [...JSON.stringify(description).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)]
    for (const [, name = ''] of references) expect(description.components.schemas).toHaveProperty(name)
    expect(references.length).toBeGreaterThan(0)
  })

  it('says who may ask', () => {
    const { get } = description.paths['/v1/services'] ?? {}
    expect(get?.security).toEqual([{ token: ['catalog:read'] }])
    expect(description.paths['/livez']?.['get']?.security).toEqual([])
  })

  it('has a schema for what every route with JSON answers', () => {
    const without = operations().filter(({ operation }) =>
      Object.entries(operation.responses).some(
        ([status, { content }]) => status.startsWith('2') && status !== '204' && !content,
      ),
    )
    const paths = without.map(({ path }) => path).filter(path => !path.startsWith('/v1/webhooks'))
    expect(paths).toEqual(['/openapi.json'])
  })

  it.each([
    ['/v1/services', '/v1/services?limit=2', 200],
    ['/v1/countries', '/v1/countries', 200],
    ['/v1/offers', '/v1/offers?service=telegram', 200],
    ['/v1/offers', '/v1/offers?service=telegram&limit=2', 200],
    ['/v1/availability', '/v1/availability?service=telegram', 200],
    ['/v1/sync/logs', '/v1/sync/logs', 200],
    ['/v1/balances', '/v1/balances', 200],
    ['/v1/status', '/v1/status', 200],
    ['/livez', '/livez', 200],
    ['/readyz', '/readyz', 200],
    ['/startupz', '/startupz', 200],
    ['/v1/services', '/v1/services?nope=1', 400],
    ['/v1/services', '/v1/services?limit=x', 400],
    ['/v1/offers', '/v1/offers?service=telegran', 404],
  ])('describes what %s answers to %s', async (path, url, status) => {
    await app.database.sql`
      insert into onesms.sync_runs (job, provider, trigger, status, holder, finished_at, details)
      values ('services', 'alpha', 'manual', 'succeeded', 'test', now(), '{"stats":{"offers":1}}')`
    const response = await app.get(url)
    expect(response.status).toBe(status)
    const body: unknown = await response.json()
    const answers = description.paths[path]?.['get']?.responses ?? {}
    const schema =
      answers[status]?.content?.['application/json']?.schema ??
      (description.components.schemas['Problem'] as object | undefined)
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    addFormats.default(ajv)
    const validate = ajv.compile({ ...schema, components: description.components })
    validate(body)
    expect(validate.errors).toBeNull()
  })
})

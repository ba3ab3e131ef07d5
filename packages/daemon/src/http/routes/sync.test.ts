import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JobName } from '../../jobs/job.ts'
import { createApp } from '../app.ts'
import { hashOf } from '../auth/token.ts'
import { stubProvider } from '../testing/stub-provider.ts'
import { openTestApp, type TestApp } from '../testing/test-app.ts'

const token = hashOf('a token').toString('base64')

describe('POST /v1/sync/:job', () => {
  let test: TestApp
  let app: ReturnType<typeof createApp>
  let asked: [JobName, string][]
  beforeAll(async () => {
    test = await openTestApp()
  })
  afterAll(() => test.close())
  beforeEach(() => {
    asked = []
    app = createApp({
      database: test.database,
      providers: ['alpha', 'beta'].map(id => stubProvider(id, async () => [])),
      tokens: [{ hash: hashOf(token), subject: 'operator', scopes: new Set(['sync:trigger']) }],
      triggerSync: async (job, { id }) => {
        asked.push([job, id])
        return { provider: id, id: asked.length, state: 'running' }
      },
      clock: test.clock,
      isReady: () => true,
      onError: error => test.errors.push(error),
    })
  })
  const post = (path: string, init: RequestInit = {}) =>
    app.fetch(
      new Request(`http://localhost${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        ...init,
      }),
    )

  it('D02 answers 202 with the run of each provider', async () => {
    const response = await post('/v1/sync/services')
    expect(response.status).toBe(202)
    expect(response.headers.get('location')).toBe('/v1/sync/logs?job=services')
    expect(await response.json()).toEqual({
      job: 'services',
      runs: [
        { provider: 'alpha', id: 1, state: 'running' },
        { provider: 'beta', id: 2, state: 'running' },
      ],
    })
  })

  it('asks one provider alone', async () => {
    await post('/v1/sync/countries?provider=beta')
    expect(asked).toEqual([['countries', 'beta']])
  })

  it('has what is about the database run for the database', async () => {
    expect(await (await post('/v1/sync/prune')).json()).toMatchObject({ job: 'prune', runs: [{ provider: '*' }] })
    expect(asked).toEqual([['prune', '*']])
    expect((await post('/v1/sync/prune?provider=alpha')).status).toBe(400)
  })

  it.each([
    ['/v1/sync/services?provider=bata', 404, { code: 'unknown_reference', suggestions: ['beta'] }],
    ['/v1/sync/services?force=true', 400, { code: 'unknown_parameter', field: 'force' }],
    ['/v1/sync/everything', 404, { code: 'not_found' }],
  ])('names what is wrong: %s', async (path, status, problem) => {
    const response = await post(path)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject(problem)
    expect(asked).toEqual([])
  })

  it('D44 six times a minute, then 429 until the first of them is a minute old', async () => {
    const statuses: number[] = []
    for (let turn = 0; turn < 8; turn += 1) {
      statuses.push((await post('/v1/sync/services?provider=alpha')).status)
      await test.clock.advance(1_000)
    }
    expect(statuses).toEqual([202, 202, 202, 202, 202, 202, 429, 429])
    const refused = await post('/v1/sync/services')
    expect(refused.headers.get('retry-after')).toBe('52')
    await test.clock.advance(52_000)
    expect((await post('/v1/sync/services')).status).toBe(202)
    expect(asked).toHaveLength(6 + 2)
  })

  it.each([
    ['a form of another site', { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.test' }],
    ['text that is JSON', { 'content-type': 'text/plain', origin: 'https://evil.test' }],
  ])('T12 a browser alone cannot ask for it: %s', async (_, headers) => {
    const response = await post('/v1/sync/services', { headers, body: '{}' })
    expect(response.status).toBe(401)
    expect(asked).toEqual([])
  })

  it('is asked with POST', async () => {
    const response = await test.get('/v1/sync/services')
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('POST')
  })
})

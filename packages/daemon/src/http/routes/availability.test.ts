import { type Provider, ProviderUnavailableError, UnknownReferenceError } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, FakeClock } from '@onesms/sdk/testing'
import { describe, expect, it } from 'vitest'
import { createApp } from '../app.ts'
import { anOffer, stubProvider } from '../testing/stub-provider.ts'
import { absentPool } from '../testing/test-app.ts'

/** The route does without the database, so there is none here. */
function appOf(...providers: readonly Provider[]) {
  const clock = new FakeClock()
  const errors: unknown[] = []
  const database = { sql: absentPool(), schema: 'onesms' }
  const { fetch } = createApp({
    database,
    providers,
    clock,
    isReady: () => true,
    triggerSync: async (_, { id }) => ({ provider: id, id: null, state: 'queued' }),
    onError: error => errors.push(error),
  })
  const get = (query: string, signal?: AbortSignal) =>
    fetch(new Request(`http://localhost/v1/availability?${query}`, { ...(signal && { signal }) }))
  return { get, clock, errors }
}

const good = (id: string) => stubProvider(id, async () => [anOffer({ provider: id })])
const down = (id: string) =>
  stubProvider(id, async () => {
    throw new ProviderUnavailableError(`${id} cannot be reached`, { provider: id })
  })
const ignorant = (id: string, suggestions: readonly string[]) =>
  stubProvider(id, async () => {
    throw new UnknownReferenceError(`${id} has no such service`, { provider: id, kind: 'service', suggestions })
  })

describe('GET /v1/availability', () => {
  it('asks every provider, and gives the cheapest offer of each country', async () => {
    const { get } = appOf(
      stubProvider('alpha', async query => {
        expect(query).toEqual({ service: 'telegram' })
        return [
          anOffer({ price: { amount: '0.5', currency: 'USD' } }),
          anOffer({ operator: { nativeId: 'o2', name: 'O2' }, supplier: '7' }),
          anOffer({ country: { iso: null, nativeId: '99', name: 'Elsewhere' }, stock: null, successRate: 0.9 }),
        ]
      }),
      good('beta'),
    )
    const response = await get('service=telegram')
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toEqual({
      data: [
        {
          provider: 'alpha',
          observed_at: expect.stringMatching(/^\d{4}-.*Z$/),
          offers: [
            {
              provider: 'alpha',
              kind: 'activation',
              service: 'telegram',
              country: 'GB',
              native_service: 'tg',
              native_country: '16',
              operator: 'o2',
              supplier: '7',
              price: '0.25',
              currency: 'USD',
              stock: 5,
              success_rate: null,
            },
            expect.objectContaining({ country: 'alpha:99', native_country: '99', stock: null, success_rate: 0.9 }),
          ],
        },
        expect.objectContaining({ provider: 'beta', offers: [expect.objectContaining({ provider: 'beta' })] }),
      ],
    })
  })

  it('asks the provider itself each time, and sends nothing for a name nobody knows', async () => {
    const emulator = createHandlerApiEmulator({ size: { countries: 3, services: 5 } })
    const { get } = appOf(heroSms({ apiKey: emulator.apiKey, fetch: emulator.fetch }))
    const unknown = await get('service=telegrm')
    expect(unknown.status).toBe(404)
    expect(await unknown.json()).toMatchObject({
      code: 'unknown_reference',
      field: 'service',
      suggestions: expect.arrayContaining(['telegram']),
    })
    expect(emulator.ledger.count()).toBe(0)
    const known = await get('service=telegram')
    expect(await known.json()).toMatchObject({
      data: [
        { provider: 'hero-sms', offers: expect.arrayContaining([expect.objectContaining({ service: 'telegram' })]) },
      ],
    })
    await get('service=telegram')
    expect(emulator.ledger.count()).toBe(2)
  })

  it('a provider that fails does not keep back the others', async () => {
    const { get, errors } = appOf(good('alpha'), down('beta'))
    const response = await get('country=GB')
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({
      data: [
        { provider: 'alpha', offers: [{}] },
        { provider: 'beta', error: { code: 'provider_unavailable', message: 'beta cannot be reached' } },
      ],
    })
    expect(errors).toEqual([])
  })

  it('is a 502 when all of them fail, with what each says', async () => {
    const { get } = appOf(down('alpha'), ignorant('beta', []))
    const response = await get('service=telegram')
    expect(response.status).toBe(502)
    expect(await response.json()).toMatchObject({
      code: 'providers_failed',
      data: [
        { provider: 'alpha', error: { code: 'provider_unavailable' } },
        { provider: 'beta', error: { code: 'unknown_reference' } },
      ],
    })
  })

  it('is a 404 with near matches when nobody knows the name', async () => {
    const { get } = appOf(ignorant('alpha', ['telegram', 'teleport']), ignorant('beta', ['telegram']))
    const response = await get('service=telegrm')
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({
      code: 'unknown_reference',
      field: 'service',
      suggestions: ['telegram', 'teleport'],
    })
  })

  it('asks one provider alone when told so', async () => {
    const { get } = appOf(good('alpha'), down('beta'))
    expect(await (await get('service=telegram&provider=alpha')).json()).toMatchObject({ data: [{ provider: 'alpha' }] })
    const unknown = await get('service=telegram&provider=alfa')
    expect(unknown.status).toBe(404)
    expect(await unknown.json()).toMatchObject({ field: 'provider', suggestions: ['alpha'] })
  })

  it('waits fifteen seconds for a provider that never answers, and no more', async () => {
    const signals: (AbortSignal | undefined)[] = []
    const silent = stubProvider('beta', (_, { signal }) => {
      signals.push(signal)
      return new Promise(() => {})
    })
    const { get, clock, errors } = appOf(good('alpha'), silent)
    const answer = get('service=telegram')
    await clock.advance(14_999)
    expect(signals[0]?.aborted).toBe(false)
    await clock.advance(1)
    expect(await (await answer).json()).toMatchObject({
      data: [
        { provider: 'alpha', offers: [{}] },
        {
          provider: 'beta',
          error: { code: 'provider_unavailable', message: 'The provider gave no answer within 15 s.' },
        },
      ],
    })
    expect(signals[0]?.aborted).toBe(true)
    expect(errors).toEqual([])
  })

  it('stops asking when nobody waits for the answer any more', async () => {
    const signals: (AbortSignal | undefined)[] = []
    let noteAsked = () => {}
    const asked = new Promise<void>(resolve => {
      noteAsked = resolve
    })
    const { get, errors } = appOf(
      stubProvider('alpha', (_, { signal }) => {
        signals.push(signal)
        noteAsked()
        return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
      }),
    )
    const gone = new AbortController()
    const answer = get('service=telegram', gone.signal)
    await asked
    gone.abort('the client is gone')
    await answer
    expect(signals[0]?.reason).toBe('the client is gone')
    expect(errors).toEqual([])
  })

  it('T19 asks a provider few questions at a time, so that purchases get a turn between them', async () => {
    let asking = 0
    let answer = () => {}
    const answered = new Promise<void>(resolve => {
      answer = resolve
    })
    const slow = stubProvider('alpha', async () => {
      asking += 1
      await answered
      return [anOffer()]
    })
    const { get, clock } = appOf(slow, good('beta'))
    const answers = Array.from({ length: 40 }, () => get('service=telegram'))
    await clock.advance(14_999)
    expect(asking).toBe(4)
    answer()
    const statuses = (await Promise.all(answers)).map(({ status }) => status)
    expect([new Set(statuses), asking]).toEqual([new Set([200]), 40])
  })

  it('does not quote what a provider throws by mistake', async () => {
    const { get, errors } = appOf(
      stubProvider('alpha', async () => {
        throw new TypeError('api_key=secret is not a function')
      }),
    )
    const response = await get('service=telegram')
    expect(response.status).toBe(502)
    expect(await response.text()).not.toContain('secret')
    expect(errors).toEqual([expect.any(TypeError)])
  })

  it.each([
    ['', 'missing_parameter', undefined],
    ['provider=alpha', 'missing_parameter', undefined],
    ['service=telegram&country=GB', 'invalid_parameter', 'country'],
    ['service=', 'invalid_parameter', 'service'],
    ['servce=telegram', 'unknown_parameter', 'servce'],
  ])('asks nobody a question that is none: %s', async (query, code, field) => {
    const asked = stubProvider('alpha', async () => {
      throw new Error('asked')
    })
    const { get, errors } = appOf(asked)
    const response = await get(query)
    expect(response.status).toBe(400)
    const problem = (await response.json()) as { code: string; field?: string }
    expect([problem.code, problem.field]).toEqual([code, field])
    expect(errors).toEqual([])
  })
})

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSession } from './session.ts'

interface Asked {
  readonly path: string
  readonly token: string | null
}

describe('the session of a page', () => {
  let asked: Asked[]
  /** Answers to `/session`, then to anything else; the last one stays. */
  let sessions: Response[]
  let answers: number[]
  beforeEach(() => {
    asked = []
    sessions = []
    answers = [200]
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      asked.push({ path, token: new Headers(init.headers).get('authorization') })
      if (path === '/session') return (sessions.shift() ?? new Response(null, { status: 404 })).clone()
      const status = answers.length > 1 ? answers.shift() : answers[0]
      return Response.json({ data: [] }, { status: status ?? 200 })
    })
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  const lend = (token: string) => Response.json({ token, expires_at: '2026-01-01T00:00:00Z' })
  const { signal } = new AbortController()

  it('asks with the token that it was lent, which it asks for once', async () => {
    sessions = [lend('one')]
    const { get } = createSession()
    await get('/v1/activations?limit=50', signal)
    await get('/v1/rentals', signal)
    expect(asked).toEqual([
      { path: '/session', token: null },
      { path: '/v1/activations?limit=50', token: 'Bearer one' },
      { path: '/v1/rentals', token: 'Bearer one' },
    ])
  })

  it('has a token that is refused renewed, once', async () => {
    sessions = [lend('one'), lend('two')]
    answers = [401, 200]
    expect(await createSession().get('/v1/rentals', signal)).toEqual({ data: [] })
    expect(asked.map(({ token }) => token)).toEqual([null, 'Bearer one', null, 'Bearer two'])
    answers = [401]
    sessions = [lend('three'), lend('four')]
    await expect(createSession().get('/v1/rentals?x=secret', signal)).rejects.toThrow('/v1/rentals was answered 401')
  })

  it('asks without one where none is lent', async () => {
    const { token, get } = createSession()
    expect(await token()).toBeNull()
    await get('/v1/rentals', signal)
    expect(asked.at(-1)).toEqual({ path: '/v1/rentals', token: null })
  })

  it('asks for a token again where that had failed', async () => {
    sessions = [new Response(null, { status: 503 }), lend('one')]
    const { token } = createSession()
    await expect(token()).rejects.toThrow('503')
    expect(await token()).toBe('one')
  })

  it('R08 renews a token that was refused once, for all who had it', async () => {
    sessions = [lend('one'), lend('two'), lend('three')]
    const { token, get } = createSession()
    await token()
    answers = [401, 401, 200]
    await Promise.all([get('/v1/activations', signal), get('/v1/rentals', signal), token('one')])
    expect(await token('one')).toBe('two')
    expect(asked.filter(({ path }) => path === '/session')).toHaveLength(2)
    expect(await token('two')).toBe('three')
  })
})

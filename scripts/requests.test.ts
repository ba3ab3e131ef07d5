import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { mistakeOfRequest } from './daemon-requests.ts'
import { blocksOf } from './markdown.ts'

/** The one request that a block of a page makes of a daemon, and what it makes of an answer. */
async function requestOf(
  page: string,
  answer: Response,
): Promise<{ readonly request: Request; readonly result: unknown }> {
  const [block] = blocksOf(page).filter(({ code }) => code.includes('await fetch(`'))
  const code = ts.transpile(block?.code.replace(/^export /gm, '') ?? '', { target: ts.ScriptTarget.ES2022 })
  const requests: Request[] = []
  const known = {
    fetch: async (...call: ConstructorParameters<typeof Request>) => {
      requests.push(new Request(...call))
      return answer
    },
    process: { env: { ONESMS_URL: 'https://daemon.test', ONESMS_TOKEN: 'token' } },
    ONESMS_URL: 'https://daemon.test',
    ONESMS_TOKEN: 'token',
    order: { id: 'order-17' },
    userOf: async () => ({ id: 'alice' }),
  }
  const result = await new Function(
    ...Object.keys(known),
    `return (async () => {\n${code}\nreturn typeof POST === 'function' ? POST : undefined })()`,
  )(...Object.values(known))
  const own = new Request('https://app.test/session', { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } })
  const response = await result?.(own)
  const [request = expect.fail('nothing is asked')] = requests
  return { request, result: response }
}

describe('what guides have one ask a daemon', () => {
  it('is a purchase under a key, from a function', async () => {
    const { request } = await requestOf('docs/guides/migrate-from-edge-functions.md', new Response())
    expect(request.headers.get('idempotency-key')).toBe('order-17')
    expect(await mistakeOfRequest(request)).toBeUndefined()
  })

  it('is a token for a user who is signed in, from a backend, and goes on to the page', async () => {
    const answer = Response.json({ token: 'short-lived' }, { status: 201 })
    const { request, result } = await requestOf('docs/guides/use-in-react.md', answer)
    expect(await mistakeOfRequest(request.clone())).toBeUndefined()
    expect(await request.json()).toMatchObject({ subject: 'onesms_token/alice', expires_in: 600 })
    expect(await (result as Response).json()).toEqual({ token: 'short-lived' })
  })

  it('would be refused where it is wrong', async () => {
    const wrong = { method: 'POST', headers: { authorization: 'Bearer token', 'content-type': 'application/json' } }
    const request = new Request('https://daemon.test/v1/activations', { ...wrong, body: '{"servce":"telegram"}' })
    expect(await mistakeOfRequest(request)).toMatch(/idempotency-key|servce/i)
  })
})

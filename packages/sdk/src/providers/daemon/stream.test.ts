import { describe, expect, it } from 'vitest'
import type { FetchLike } from '../../http/exchange.ts'
import type { NewsBatch } from '../../provider/stream.ts'
import { formatEvent } from '../../wire/index.ts'
import { openScene, TELEGRAM } from './__fixtures__/scene.ts'
import { daemon } from './daemon.ts'

const head = { headers: { 'content-type': 'text/event-stream' } }

/** A stream of a daemon that answers with these responses, one after the other. */
function over(answers: readonly (() => Response)[], token: string | (() => string) = 'token-4f9c1e7b20d8a653') {
  const left = [...answers]
  const asked: Headers[] = []
  const fetch: FetchLike = async (url, init) => {
    expect(url).toBe('https://onesms.example.com/base/v1/events')
    asked.push(new Headers(init.headers))
    return left.shift()?.() ?? new Response(null, { status: 500 })
  }
  const provider = daemon({ url: 'https://onesms.example.com/base', token, fetch })
  const read = async (after: string | null = null): Promise<readonly NewsBatch[]> => {
    const batches: NewsBatch[] = []
    const stream = provider.stream?.({ after, signal: new AbortController().signal }) ?? []
    for await (const batch of stream) batches.push(batch)
    return batches
  }
  return { asked, read }
}

const failure = <T>(promise: Promise<T>) =>
  promise.then(
    () => expect.fail('it did not fail'),
    error => error,
  )

describe('the stream of a daemon', () => {
  it('tells that it is open, then what happens; what nobody here can read is passed over', async () => {
    const { provider } = openScene()
    const bought = await provider.activations.purchase({ ...TELEGRAM, intentId: 'i' }, {})
    const data = JSON.stringify(formatEvent(bought, null, { cancelRequestedAt: null, serverTime: new Date() }))
    const text = `retry: 2000\n\nid: 7\nevent: bought\ndata: ${data}\n\n:\n\nid: 8\nevent: price\ndata: 1\n\nid: 9\nevent: status\ndata: {\n\n`
    const { read, asked } = over([() => new Response(text, head)])
    const batches = await read('5')
    expect(batches[0]).toEqual({ cursor: null, news: [] })
    expect(batches.at(-1)?.cursor).toBe('9')
    expect(batches.flatMap(({ news }) => news)).toMatchObject([{ kind: 'activation', observation: { id: bought.id } }])
    expect(asked[0]?.get('last-event-id')).toBe('5')
    expect(asked[0]?.get('authorization')).toBe('Bearer token-4f9c1e7b20d8a653')
  })

  it('R08 asks for another token once', async () => {
    let count = 0
    const token = () => {
      count += 1
      return `token-number-${count}`
    }
    const refused = () => Response.json({ code: 'expired_token', detail: 'over' }, { status: 401 })
    const { read, asked } = over([refused, () => new Response('', head)], token)
    expect(await read()).toHaveLength(1)
    expect(asked.map(headers => headers.get('authorization'))).toEqual([
      'Bearer token-number-1',
      'Bearer token-number-2',
    ])
    const never = over([refused, refused, refused], token)
    expect(await failure(never.read())).toMatchObject({ code: 'authentication', retryable: false })
    expect(never.asked).toHaveLength(2)
  })

  it.each([
    ['a page', () => new Response('<html>'), 'provider_unavailable', true],
    ['a page of a proxy', () => new Response('<html>', { status: 502 }), 'provider_unavailable', true],
    ['a redirect', () => new Response(null, { status: 302 }), 'provider_unavailable', true],
    ['too many streams', () => Response.json({ code: 'too_many_requests' }, { status: 429 }), 'rate_limit', true],
    ['no right to read', () => Response.json({ code: 'forbidden' }, { status: 403 }), 'authentication', false],
    ['a daemon without streams', () => Response.json({ code: 'not_found' }, { status: 404 }), 'not_found', false],
  ])('answered by %s is an error that says whether to come again', async (_, answer, code, retryable) => {
    expect(await failure(over([answer]).read())).toMatchObject({ code, retryable, operation: 'events' })
  })

  it('T01 its token is in no error, whatever repeats it', async () => {
    const echo = () => Response.json({ code: 'internal', detail: 'token-4f9c1e7b20d8a653' }, { status: 500 })
    const error = await failure(over([echo]).read())
    expect(JSON.stringify(error)).not.toContain('4f9c1e7b20d8a653')
  })

  it('that breaks is an error that may pass', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull: controller => controller.error(new TypeError('terminated')),
    })
    expect(await failure(over([() => new Response(body, head)]).read())).toMatchObject({ code: 'provider_unavailable' })
  })
})

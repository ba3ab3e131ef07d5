import { createClient } from '../../../client/create-client.ts'
import type { FetchLike } from '../../../http/exchange.ts'
import { createMemoryStore } from '../../../purchase/memory-store.ts'
import { turns } from '../../../testing/conformance/scene.ts'
import type { WireActivation } from '../../../wire/types.ts'
import { daemon } from '../daemon.ts'
import type { TokenSource } from '../tokens.ts'
import { createPageClock } from './page-clock.ts'
import { openScene, TOKEN } from './scene.ts'

const ADDRESS = 'https://onesms.example.com'
const SIGN_OF_LIFE = 15_000

interface Reader {
  readonly token: string
  readonly controller: ReadableStreamDefaultController<Uint8Array>
}

/** A page before a daemon with a stream of events. The way between may be cut, and the page may be away. */
export function openLiveScene({
  token = TOKEN,
  skew = 0,
}: {
  readonly token?: TokenSource
  readonly skew?: number
} = {}) {
  const scene = openScene()
  const { clock, vendor, standIn } = scene
  const page = createPageClock(clock)
  page.skew = skew
  const asked: string[] = []
  const cursors: (string | null)[] = []
  const events: { readonly id: number; readonly type: string; readonly data: string }[] = []
  const open: string[] = []
  const readers = new Set<Reader>()
  const way = { isOffline: false, hasStream: true, isDead: false }
  const write = ({ controller }: Reader, text: string) => {
    if (!way.isDead) controller.enqueue(new TextEncoder().encode(text))
  }
  const textOf = ({ id, type, data }: (typeof events)[number]) => `id: ${id}\nevent: ${type}\ndata: ${data}\n\n`
  const headers = () => ({ authorization: `Bearer ${standIn.token}` })
  const stateOf = async (id: string) => {
    const answer = await standIn.fetch(`${ADDRESS}/v1/activations/${encodeURIComponent(id)}`, { headers: headers() })
    return (await answer.json()) as WireActivation
  }

  /** What the daemon saw is told to all who read. */
  async function tell(id: string, type: string): Promise<void> {
    const activation = await stateOf(id)
    const message = type === 'message' ? activation.messages.at(-1) : null
    const event = { id: events.length + 1, type, data: JSON.stringify({ activation, message }) }
    events.push(event)
    for (const reader of readers) write(reader, textOf(event))
    await turns()
  }

  async function stream(init: RequestInit): Promise<Response> {
    const sent = new Headers(init.headers)
    const [bearer, after] = [sent.get('authorization') ?? '', sent.get('last-event-id')]
    if (bearer !== `Bearer ${standIn.token}`) return Response.json({ code: 'expired_token' }, { status: 401 })
    if (!way.hasStream) return Response.json({ code: 'draining' }, { status: 503 })
    cursors.push(after)
    const begin = await Promise.all((after === null ? open : []).map(stateOf))
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const reader = { token: standIn.token, controller }
        readers.add(reader)
        const leave = () => {
          readers.delete(reader)
          controller.error(init.signal?.reason)
        }
        init.signal?.addEventListener('abort', leave, { once: true })
        const last = events.length
        for (const activation of begin) {
          write(reader, textOf({ id: last, type: 'snapshot', data: JSON.stringify({ activation, message: null }) }))
        }
        for (const event of after === null ? [] : events.slice(Number(after))) write(reader, textOf(event))
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }

  const fetch: FetchLike = async (url, init) => {
    await page.awake()
    const what = `${init.method ?? 'GET'} ${new URL(url).pathname.replace('/v1/', '')}`
    asked.push(what)
    if (way.isOffline) throw new TypeError('Failed to fetch')
    const answer = await (what.endsWith(' events') ? stream(init) : scene.before.fetch(url, init))
    await page.awake()
    return answer
  }

  /** Every connection breaks. */
  function cut(): void {
    for (const { controller } of readers) controller.error(new TypeError('terminated'))
    readers.clear()
  }

  const provider = daemon({
    url: ADDRESS,
    token,
    provider: 'hero-sms',
    fetch,
    clock: page,
    requestsPerSecond: 10_000,
  })
  const client = createClient({ provider, clock: page, store: createMemoryStore({ clock: page }) })

  return {
    ...scene,
    client,
    provider,
    page,
    asked,
    cursors,
    way,
    tell,
    cut,
    streams: () => asked.filter(what => what === 'GET events').length,
    /** Requests that look at numbers, alone or by the list. */
    looks: () => asked.filter(what => what.startsWith('GET activations')).length,
    posts: () => asked.filter(what => what.startsWith('POST')).length,
    offline() {
      way.isOffline = true
      cut()
    },
    online() {
      way.isOffline = false
    },
    /** The streams that are open are so in name alone from now on; later ones live. */
    deaden() {
      readers.clear()
    },
    /** Streams end with the token that they were opened with, as the daemon has it. */
    changeToken(next: string) {
      standIn.token = next
      for (const reader of readers) if (reader.token !== next) reader.controller.close()
      readers.clear()
    },
    async buy() {
      const activation = await client.activations.buy({ service: 'telegram', country: 'US' })
      open.push(activation.id)
      return activation
    },
    async sms(id: string, code: string) {
      vendor.sms(id, { text: `Your code is ${code}`, code })
      await tell(id, 'message')
    },
    /** Lets time pass, with the signs of life that the daemon gives. */
    async pass(ms: number) {
      const end = clock.elapsed() + ms
      while (clock.elapsed() < end) {
        await clock.advance(Math.min(SIGN_OF_LIFE, end - clock.elapsed()))
        await turns()
        for (const reader of readers) write(reader, ':\n\n')
        await turns()
      }
    },
  }
}

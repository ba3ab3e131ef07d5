import { once } from 'node:events'
import {
  type ClientRequest,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Database } from '../../../db/tables.ts'
import { until } from '../../../testing/until.ts'
import { createApp } from '../../app.ts'
import type { KnownToken } from '../../auth/identity.ts'
import { hashOf } from '../../auth/token.ts'
import { type Clock, monotonicClock } from '../../clock.ts'
import { serve } from '../../server.ts'

/** The API of one daemon behind a port. */
export interface EventServer {
  readonly url: string
  readonly errors: unknown[]
  read(
    path: string,
    options?: { readonly subject?: string; readonly token?: string; readonly lastEventId?: number },
  ): EventReader
  /** As a daemon stops. */
  stop(): Promise<void>
}

/** One who reads a stream over a socket of its own. */
export interface EventReader {
  readonly events: readonly TestEvent[]
  readonly status: Promise<number>
  /** Resolves when the answer has ended; `false` when it was cut. */
  readonly ended: Promise<boolean>
  readonly body: () => string
  readonly response: Promise<IncomingMessage>
  until(count: number): Promise<readonly TestEvent[]>
  /** Waits until this text has come. */
  untilBody(text: string): Promise<unknown>
  close(): void
}

export interface TestEvent {
  readonly id: number
  readonly type: string
  readonly data: {
    readonly activation: { id: string; status: string; messages: { id: string }[] }
    readonly message: { id: string } | null
  }
}

/** A token for each subject: its name, made long enough. */
export const tokenOf = (subject: string) => hashOf(subject).toString('base64url')

export function tokenFor(subject: string): KnownToken {
  return { hash: hashOf(tokenOf(subject)), subject, scopes: new Set(['activation:read']), issue: true }
}

export interface EventServerOptions {
  readonly clock?: Clock
  readonly subjects?: readonly string[]
  /** Listens on this path and no port: such a socket holds 200 kB, and TCP on loopback 4 MB. */
  readonly socket?: string
}

export async function startEventServer(
  database: Database,
  { clock = monotonicClock, subjects = ['alice', 'bob'], socket }: EventServerOptions = {},
): Promise<EventServer> {
  const stopping = new AbortController()
  const errors: unknown[] = []
  const { fetch } = createApp({
    database,
    providers: [],
    clock,
    tokens: subjects.map(tokenFor),
    signal: stopping.signal,
    triggerSync: async () => ({ provider: '', id: 1, state: 'running' }),
    isReady: () => true,
    onError: error => errors.push(error),
  })
  const server =
    socket === undefined ? await serve({ fetch, port: 0, hostname: '127.0.0.1' }) : await listen(fetch, socket)
  return {
    url: server.url,
    errors,
    read: (path, { subject = 'alice', token = tokenOf(subject), lastEventId } = {}) =>
      readEvents(new URL(path, server.url), {
        ...(socket !== undefined && { socketPath: socket }),
        headers: {
          authorization: `Bearer ${token}`,
          ...(lastEventId !== undefined && { 'last-event-id': String(lastEventId) }),
        },
      }),
    async stop() {
      stopping.abort()
      await server.close()
    },
  }
}

async function listen(fetch: (request: Request) => Promise<Response>, path: string) {
  const server = createServer(getRequestListener(fetch)).listen(path)
  await once(server, 'listening')
  const close = async () => {
    server.close()
    await once(server, 'close')
  }
  return { url: 'http://localhost', close }
}

export function readEvents(url: URL, options: RequestOptions): EventReader {
  const sending: ClientRequest = httpRequest(url, { ...options, agent: false })
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    sending.on('response', resolve).on('error', reject)
  })
  const events: TestEvent[] = []
  let body = ''
  let rest = ''
  const ended = response.then(
    answer =>
      new Promise<boolean>(resolve => {
        answer.setEncoding('utf8')
        answer.on('data', (text: string) => {
          body += text
          const blocks = (rest + text).split('\n\n')
          rest = blocks.pop() ?? ''
          for (const block of blocks) if (block.startsWith('id:')) events.push(parseBlock(block))
        })
        answer.on('close', () => resolve(answer.complete))
        answer.on('error', () => resolve(false))
      }),
    () => false,
  )
  sending.end()
  return {
    events,
    response,
    ended,
    body: () => body,
    status: response.then(({ statusCode = 0 }) => statusCode),
    async until(count) {
      await until(`${count} events, there are ${events.length}`, () => events.length >= count)
      return events
    },
    untilBody: text => until(`${JSON.stringify(text)} comes`, () => body.includes(text)),
    close: () => sending.destroy(),
  }
}

function parseBlock(block: string): TestEvent {
  const [, id, type, data] = /^id: (\d+)\nevent: (\w+)\ndata: (.*)$/.exec(block) ?? []
  return { id: Number(id), type: type ?? '', data: JSON.parse(data ?? 'null') }
}

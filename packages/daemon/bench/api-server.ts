// A server in a process of its own: ours, or the least that sends the same bytes. Started by api.bench.ts over IPC.
import { createServer } from 'node:http'
import { createApp } from '../src/http/app.ts'
import { serve } from '../src/http/server.ts'
import { openStage } from './catalog-stage.ts'

interface Order {
  readonly kind: 'floor' | 'ours'
  /** What the floor sends. */
  readonly body?: string
}

const PATH = '/v1/services?limit=5000'
const stage = await openStage()
await stage.reset()
await stage.sync()

process.once('message', async ({ kind, body = '' }: Order) => {
  const port = kind === 'ours' ? await startOurs() : await startFloor(Buffer.from(body))
  process.send?.({ port, path: PATH })
})

let syncing = false
process.on('message', async message => {
  if (message === 'sync') {
    syncing = true
    for (let seed = 1; syncing; seed += 1) {
      stage.emulator.catalog.churn({ fraction: 0.01, seed })
      await stage.sync()
    }
    process.send?.('quiet')
  }
  if (message === 'quiet') syncing = false
})
process.once('disconnect', () => process.exit())
process.send?.('prepared')

async function startOurs(): Promise<number> {
  const app = createApp({
    database: stage.database,
    providers: [],
    isReady: () => true,
    onError: () => {},
    triggerSync: async () => {
      throw new Error('nothing here asks for a sync')
    },
  })
  return (await serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })).port
}

async function startFloor(body: Buffer): Promise<number> {
  const etag = '"floor"'
  const server = createServer((request, response) => {
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304, { etag })
      response.end()
      return
    }
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.byteLength, etag })
    response.end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

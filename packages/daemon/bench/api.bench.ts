import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type Bench, median } from './bench.ts'
import { askOnce, measureRate } from './load.ts'

const SERVER = fileURLToPath(new URL('./api-server.ts', import.meta.url))

interface Running {
  readonly process: ChildProcess
  readonly port: number
  readonly path: string
}

export const apiServices = apiBench('200 with all rows', {
  notModified: false,
  whileSyncing: false,
})
export const apiNotModified = apiBench('304 for an unchanged catalog', {
  notModified: true,
  whileSyncing: false,
})
export const apiWhileSyncing = apiBench('200 with all rows while a sync runs in the same process', {
  notModified: false,
  whileSyncing: true,
})

function apiBench(what: string, { notModified, whileSyncing }: { notModified: boolean; whileSyncing: boolean }): Bench {
  return {
    about: `requests a second of GET /v1/services (${what}), over node:http sending the same bytes`,
    run: async rounds => {
      const ours = await start({ kind: 'ours' })
      const answer = await askOnce(ours.port, requestFor(ours, null))
      const body = answer.slice(answer.indexOf('\r\n\r\n') + 4)
      const etag = /^etag: (.+)$/im.exec(answer)?.[1]?.trim() ?? ''
      const floor = await start({ kind: 'floor', body })
      const oursRequest = requestFor(ours, notModified ? etag : null)
      const floorRequest = requestFor(floor, notModified ? '"floor"' : null)
      const rates: { floor: number[]; ours: number[] } = { floor: [], ours: [] }
      try {
        for (const server of [floor, ours]) await measureRate(server.port, server === ours ? oursRequest : floorRequest) // warm
        for (let round = 0; round < rounds; round += 1) {
          rates.floor.push(await underLoad(floor, whileSyncing, () => measureRate(floor.port, floorRequest)))
          rates.ours.push(await underLoad(ours, whileSyncing, () => measureRate(ours.port, oursRequest)))
        }
      } finally {
        for (const { process } of [floor, ours]) process.disconnect()
      }
      return {
        floor: rates.floor.map(rate => 1000 / rate),
        ours: rates.ours.map(rate => 1000 / rate),
        ratio: median(rates.ours) / median(rates.floor),
        notes: [
          `${Math.round(median(rates.ours))} a second, floor ${Math.round(median(rates.floor))}; ${(body.length / 1024).toFixed(0)} kB each`,
        ],
      }
    },
  }
}

async function underLoad<T>({ process }: Running, syncing: boolean, work: () => Promise<T>): Promise<T> {
  if (!syncing) return work()
  process.send('sync')
  try {
    return await work()
  } finally {
    const quiet = once(process, 'message')
    process.send('quiet')
    await quiet
  }
}

async function start(order: { readonly kind: 'floor' | 'ours'; readonly body?: string }): Promise<Running> {
  const child = fork(SERVER, { execArgv: ['--conditions=@onesms/source', '--import', 'tsx'] })
  await once(child, 'message')
  child.send(order)
  const [{ port, path }] = (await once(child, 'message')) as [{ port: number; path: string }]
  return { process: child, port, path }
}

function requestFor({ port, path }: Running, etag: string | null): string {
  return `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${etag ? `if-none-match: ${etag}\r\n` : ''}\r\n`
}

import { get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { until } from '../../testing/until.ts'
import { message, rental, writeBought } from '../../tracking/__fixtures__/bought.ts'
import { recordSnapshot } from '../../tracking/record.ts'
import { type Clock, monotonicClock } from '../clock.ts'
import { type EventServer, startEventServer, tokenOf } from './__fixtures__/event-server.ts'

const READERS = process.env['ONESMS_TEST_TIER'] === 'full' ? 1_000 : 60
/** More than system and server hold for one who does not read. */
const EVENTS = 150

const socket = join(tmpdir(), `onesms-stalled-${process.pid}.sock`)

/** The beat of the streams is twenty times as fast; what the database is given stays. */
const hasty: Clock = {
  ...monotonicClock,
  sleep: (ms, signal) => monotonicClock.sleep(ms >= 15_000 ? ms / 20 : ms, signal),
}

let database: CatalogDatabase
let server: EventServer
beforeAll(async () => {
  database = await createCatalogDatabase()
  server = await startEventServer(database, { socket, clock: hasty })
})
afterAll(async () => {
  await server?.stop()
  await database?.drop()
})

/** Asks for a stream and reads nothing of it until it is told to. */
async function stall(path: string): Promise<() => Promise<string>> {
  const reader = connect(socket)
  reader.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${tokenOf('alice')}\r\n\r\n`)
  let text = ''
  await new Promise<void>(resolve => {
    reader.once('data', first => {
      text += first
      reader.pause()
      resolve()
    })
  })
  expect(text).toContain('200 OK')
  return async () => {
    reader.on('data', more => {
      text += more
    })
    reader.resume()
    await until('the stream ends', () => text.endsWith('\r\n0\r\n\r\n'), 60_000)
    reader.destroy()
    return text
  }
}

async function askForLife(): Promise<number> {
  const asked = performance.now()
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ socketPath: socket, path: '/livez', agent: false }, resolve).on('error', reject)
  })
  answer.resume()
  expect(answer.statusCode).toBe(200)
  return performance.now() - asked
}

describe(`D46 ${READERS} readers who read nothing`, () => {
  it('cost little memory and are let go, while others are served', async () => {
    const numbers = Array.from({ length: 30 }, (_, index) => rental(String(index)))
    await writeBought(database, numbers)
    const path = `/v1/events?ids=${numbers.map(({ id }) => id).join()}`
    const stalled = []
    for (let count = 0; count < READERS; count += 50) {
      stalled.push(...(await Promise.all(Array.from({ length: Math.min(50, READERS - count) }, () => stall(path)))))
    }
    const healthy = server.read(path)
    await healthy.until(numbers.length)
    globalThis.gc?.()
    const before = process.memoryUsage()
    const long = 'x'.repeat(4_000)
    for (let index = 0; index < EVENTS; index += 1) {
      const number = numbers[index % numbers.length]
      if (number) await recordSnapshot(database, { ...number, messages: [{ ...message(`m${index}`), text: long }] })
      if (index % 10 === 0) expect(await askForLife()).toBeLessThan(2_000)
    }
    await until(
      'the one who reads has all',
      () => healthy.events.filter(({ type }) => type === 'message').length >= EVENTS - 1,
    )
    const after = process.memoryUsage()
    const grown = (after.rss - before.rss) / 1_048_576
    expect(grown).toBeLessThan(100 + READERS * 0.2) // 64 kB each, and what the server holds itself
    await sleep(6_000) // in which each is let go, since it reads nothing
    const answers = await Promise.all(stalled.map(finish => finish()))
    for (const answer of answers) {
      const ids = [...answer.matchAll(/\nid: (\d+)\n/g)].map(([, id]) => Number(id))
      expect(ids).toEqual([...ids].sort((a, b) => a - b))
      expect(ids.length - numbers.length).toBeLessThan(EVENTS) // each was let go
    }
    healthy.close()
  }, 180_000)
})

// A whole daemon that tells what it holds, for the soak. Argument: its plan, as JSON. To each line it answers with one, and
// at the end of its input it stops. Run it with --expose-gc.
import { createInterface } from 'node:readline'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import { getHeapCodeStatistics, queryObjects } from 'node:v8'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { startDaemon } from '../../daemon.ts'
import { connect } from '../../db/connect.ts'
import { knownToken } from '../../http/testing/guarded-app.ts'
import { NO_LIMITS } from '../../purchase/policy.ts'
import type { Holdings, SoakPlan } from './soak-process.ts'

/** Of the heap for each answer, and the milliseconds after each. */
const READINGS = 5
const PAUSE = 30

const { url, provider: at, subject, schedule }: SoakPlan = JSON.parse(process.argv[2] ?? '')
const warnings: string[] = []
const errors: string[] = []
process.on('warning', ({ name, message }) => {
  if (name !== 'ExperimentalWarning') warnings.push(`${name}: ${message}`)
})

const sql = connect({ url, name: 'soaked' })
const hero = heroSms({ apiKey: at.apiKey, baseUrl: at.url, requestsPerSecond: 1_000 })
const { random } = Math
Math.random = () => 0 // else each tick waits up to half a minute, so that not all installations come at once
const daemon = await startDaemon({
  database: { sql, schema: 'onesms' },
  providers: [{ ...hero, traits: { ...hero.traits, pollInterval: 200 } }],
  sync: schedule,
  http: {
    port: 0,
    tokens: [knownToken(subject, ['activation:read', 'purchase'])],
  },
  purchase: {
    enabled: true,
    accountMode: 'exclusive',
    services: 'any',
    countries: 'any',
    rentals: null,
    maxPrice: new Map([['USD', '100']]),
    limits: { subject: NO_LIMITS, total: { ...NO_LIMITS, spendPerDay: new Map([['USD', '1000000']]) } },
  },
  onError: error => errors.push(String(error)),
})
Math.random = random

const timer = setTimeout(() => {}, 0)
const Timer = timer.constructor
clearTimeout(timer)

/** What is under way comes and goes within milliseconds: the least of some readings is what stays. */
async function readHeap(): Promise<Pick<Holdings, 'heap' | 'code'>> {
  let least = { heap: Number.POSITIVE_INFINITY, code: 0 }
  for (let reading = 0; reading < READINGS; reading += 1) {
    globalThis.gc?.()
    await turn() // what is finalized lets go of more
    globalThis.gc?.()
    const heap = process.memoryUsage().heapUsed
    const { code_and_metadata_size: machine, bytecode_and_metadata_size: bytes } = getHeapCodeStatistics()
    if (heap < least.heap) least = { heap, code: machine + bytes }
    await sleep(PAUSE)
  }
  return least
}

async function holdings(): Promise<Holdings> {
  const heap = await readHeap()
  const resources: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1
  const listeners = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)
  return {
    ...heap,
    resources,
    listeners,
    warnings,
    errors,
    timers: queryObjects(Timer, { format: 'count' }),
    signals: queryObjects(AbortSignal, { format: 'count' }),
    promises: queryObjects(Promise, { format: 'count' }),
  }
}

process.stdout.write(`${daemon.url}\n`)
for await (const _ of createInterface(process.stdin)) process.stdout.write(`${JSON.stringify(await holdings())}\n`)
await daemon.stop()
await sql.end()

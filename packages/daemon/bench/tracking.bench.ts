import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { followMany, percentile } from '../src/tracking/__fixtures__/many.ts'
import type { Bench } from './bench.ts'

const NUMBERS = 10_000
const MESSAGES = 1_000
const MEBIBYTE = 1024 * 1024

/** How late an SMS is in the database while a daemon follows 10,000 open numbers. */
export const tracking: Bench = {
  about: `milliseconds, of virtual time, from an SMS at the provider to its event in Postgres at p99 while ${NUMBERS} numbers are followed, over 1`,
  run: async () => {
    setFlagsFromString('--expose_gc')
    globalThis.gc = runInNewContext('gc')
    const { lags, heapGrowth, quietStatements, quietRequests, loopLag, errors } = await followMany(NUMBERS, MESSAGES)
    if (errors.length > 0) throw errors[0]
    return {
      floor: [1],
      ours: [percentile(lags, 0.99)],
      notes: [
        `p50 ${percentile(lags, 0.5)} ms, p95 ${percentile(lags, 0.95)} ms, at most ${lags.at(-1)} ms over ${lags.length} SMS`,
        `heap ${(heapGrowth / MEBIBYTE).toFixed(0)} MiB; event loop late by ${loopLag.toFixed(1)} ms at p99`,
        `a minute in which nothing happens: ${quietStatements} statements, ${quietRequests} requests to the provider`,
      ],
    }
  },
}

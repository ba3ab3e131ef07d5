import { fanOut } from '../src/http/events/__fixtures__/fan-out.ts'
import { percentile } from '../src/tracking/__fixtures__/many.ts'
import type { Bench } from './bench.ts'

const READERS = 1_000

/** How soon readers have an SMS that was written down. Daemon, Postgres and all readers on this machine, daemon and readers in one process. */
export const streaming: Bench = {
  about: `milliseconds from the write of an SMS to its arrival at p99, with ${READERS} readers over sockets, each of a number of its own, 100 SMS a second; over 1`,
  run: async () => {
    const plan = { readers: READERS, messages: 1_000, perSecond: 100, isEachItsOwn: true }
    const own = await fanOut(plan)
    const elsewhere = await fanOut({ ...plan, isWrittenElsewhere: true })
    const same = await fanOut({ ...plan, isEachItsOwn: false, messages: 50, perSecond: 5 })
    const told = (name: string, delays: readonly number[]) => {
      const [p50, p95, p99] = [0.5, 0.95, 0.99].map(share => percentile(delays, share).toFixed(0))
      return `${name}: p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms over ${delays.length} arrivals`
    }
    return {
      floor: [1],
      ours: [percentile(own.delays, 0.99)],
      notes: [
        told('written by this process', own.delays),
        told('written by another process', elsewhere.delays),
        told('each event to all readers', same.delays),
      ],
    }
  },
}

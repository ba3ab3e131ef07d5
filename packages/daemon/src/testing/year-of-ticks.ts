// Walks through the ticks of 2026 and prints what lay between them, for tests that set the time zone of the process.
import { nextTick } from '../scheduler/cron.ts'

const START = Date.UTC(2026, 0, 1)
const END = Date.UTC(2027, 0, 1)

function walk(cron: string) {
  const gaps: number[] = []
  for (let at = START; at < END; ) {
    const tick = nextTick(cron, at)
    if (tick === null) throw new Error(`no tick after ${at}`)
    gaps.push(tick - at)
    at = tick
  }
  const [shortest, longest] = gaps.reduce(([low, high], gap) => [Math.min(low, gap), Math.max(high, gap)], [END, 0])
  return { ticks: gaps.length, shortest, longest }
}

const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions()
const walks = Object.fromEntries(['*/5 * * * *', '0 * * * *'].map(cron => [cron, walk(cron)]))
process.stdout.write(JSON.stringify({ zone, ...walks }))

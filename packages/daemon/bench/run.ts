import { parseArgs } from 'node:util'
import { admission } from './admission.bench.ts'
import { apiNotModified, apiServices, apiWhileSyncing } from './api.bench.ts'
import { type Bench, median } from './bench.ts'
import { availability, callOverhead } from './call.bench.ts'
import { codeInText } from './code.bench.ts'
import { firstServices } from './first-services.bench.ts'
import { type BenchName, goals } from './goals.ts'
import { moneyTest } from './money.bench.ts'
import { slowestAnswer } from './parsers.bench.ts'
import { pollRequests, tenThousandWaits } from './polling.bench.ts'
import { streaming } from './streaming.bench.ts'
import { firstSync, servicesWrite, syncNothing, syncOnePercent } from './sync.bench.ts'
import { tracking } from './tracking.bench.ts'
import { bothFirst, bothNothing, bothOnePercent } from './two-providers.bench.ts'

const benches: Readonly<Record<BenchName, Bench>> = {
  'first-sync': firstSync,
  'sync-1pct': syncOnePercent,
  'sync-0pct': syncNothing,
  'both-first-sync': bothFirst,
  'both-sync-1pct': bothOnePercent,
  'both-sync-0pct': bothNothing,
  'services-write': servicesWrite,
  'call-overhead': callOverhead,
  availability: availability,
  'code-in-text': codeInText,
  money: moneyTest,
  admission: admission,
  parsers: slowestAnswer,
  'poll-requests': pollRequests,
  'waits-loop-lag': tenThousandWaits,
  'api-services': apiServices,
  'api-services-304': apiNotModified,
  'api-services-syncing': apiWhileSyncing,
  'tracking-lag': tracking,
  'streaming-delay': streaming,
  'first-services': firstServices,
}

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, only: { type: 'string' }, rounds: { type: 'string', default: '5' } },
})
const names = Object.keys(benches) as readonly BenchName[]
const chosen = values.only ? names.filter(name => name === values.only) : names
if (chosen.length === 0) throw new Error(`no bench is called ${values.only}; there are ${names.join(', ')}`)

for (const name of chosen) {
  const { goal, better } = goals[name]
  const { about, run } = benches[name]
  const measured = await run(Number(values.rounds))
  const floorMs = median(measured.floor)
  const oursMs = median(measured.ours)
  const ratio = measured.ratio ?? (better === 'lower' ? oursMs / floorMs : floorMs / oursMs)
  const met = better === 'lower' ? ratio <= goal : ratio >= goal
  const figures = { bench: name, ratio: round(ratio), goal, better, floorMs: round(floorMs), oursMs: round(oursMs) }
  if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`)
  else {
    const lines = [
      `${name}: ${figures.ratio} (goal ${better === 'lower' ? '≤' : '≥'} ${goal}: ${met ? 'met' : 'missed'}), floor ${figures.floorMs}, ours ${figures.oursMs}`,
      `  ${about}`,
      ...(measured.notes ?? []).map(note => `  ${note}`),
    ]
    process.stdout.write(`${lines.join('\n')}\n`)
  }
}

function round(value: number): number {
  return Number(value.toPrecision(4))
}

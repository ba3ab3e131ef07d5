import { heldOut, tuned } from '../../sdk/src/code/__fixtures__/code-corpus/index.ts'
import { extractCode } from '../../sdk/src/code/extract-code.ts'
import { type Bench, median } from './bench.ts'

const LENGTH = 2048
const LIMIT_MS = 1
const REPEATS = 5

export const codeInText: Bench = {
  about: `p99 over a limit of ${LIMIT_MS} ms, of the texts of the corpus, each repeated to 2 KB; floor and ours are p50, the floor one search for digits`,
  run: async rounds => {
    const texts = [...tuned, ...heldOut].filter(({ text }) => text !== '').map(({ text }) => fill(text))
    timesOf(extractCode, texts) // warm
    const rows = Array.from({ length: rounds }, () => ({
      floor: timesOf(searchDigits, texts),
      ours: timesOf(extractCode, texts),
    }))
    const floor = rows.map(row => percentile(row.floor, 0.5))
    const ours = rows.map(row => percentile(row.ours, 0.5))
    const p99 = median(rows.map(row => percentile(row.ours, 0.99)))
    return {
      floor,
      ours,
      ratio: p99 / LIMIT_MS,
      notes: [
        `p50 ${median(ours).toFixed(3)} ms, p99 ${p99.toFixed(3)} ms (goal < ${LIMIT_MS} ms); p50 is ${(median(ours) / median(floor)).toFixed(0)} times the floor`,
        `each text by the best of ${REPEATS}, so that what else the machine does is left out`,
      ],
    }
  },
}

function fill(text: string): string {
  return `${text}\n`.repeat(Math.ceil(LENGTH / (text.length + 1))).slice(0, LENGTH)
}

function searchDigits(text: string): RegExpMatchArray | null {
  return text.match(/\p{Nd}+/gu)
}

function timesOf(work: (text: string) => unknown, texts: readonly string[]): number[] {
  return texts.map(text => Math.min(...Array.from({ length: REPEATS }, () => timeOf(work, text))))
}

function timeOf(work: (text: string) => unknown, text: string): number {
  const before = performance.now()
  work(text)
  return performance.now() - before
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN
}

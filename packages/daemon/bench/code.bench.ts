import { heldOut, tuned } from '../../sdk/src/code/__fixtures__/code-corpus/index.ts'
import { extractCode } from '../../sdk/src/code/extract-code.ts'
import type { Bench } from './bench.ts'

const LIMIT_MS = 1
const REPEATS = 5

export const codeInText: Bench = {
  name: 'code-in-text',
  goal: 1,
  better: 'lower',
  about: 'the code in a text of 2 KB, each text of the corpus repeated to that length; p99 over a limit of 1 ms',
  run: async rounds => {
    const texts = [...tuned, ...heldOut].filter(({ text }) => text !== '').map(({ text }) => fill(text, 2048))
    for (const text of texts) extractCode(text) // warm
    const ours = Array.from({ length: rounds }, () => percentile(texts.flatMap(timesOf), 0.99))
    const slowest = texts
      .map(text => ({ text, ms: percentile(timesOf(text), 0.5) }))
      .reduce((left, right) => (left.ms > right.ms ? left : right))
    return {
      floor: ours.map(() => LIMIT_MS),
      ours,
      notes: [
        `slowest: ${slowest.ms.toFixed(3)} ms (median of ${REPEATS}), ${JSON.stringify(slowest.text.slice(0, 60))}`,
      ],
    }
  },
}

function fill(text: string, length: number): string {
  return `${text}\n`.repeat(Math.ceil(length / (text.length + 1))).slice(0, length)
}

function timesOf(text: string): number[] {
  return Array.from({ length: REPEATS }, () => {
    const before = performance.now()
    extractCode(text)
    return performance.now() - before
  })
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN
}

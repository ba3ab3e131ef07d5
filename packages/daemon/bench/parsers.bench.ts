import fc from 'fast-check'
import { answer } from '../../sdk/src/protocols/handler-api/__fixtures__/answer.ts'
import { body, parsers } from '../../sdk/src/protocols/handler-api/__fixtures__/wire-texts.ts'
import type { Bench } from './bench.ts'

const INPUTS = 20_000
const REPEATS = 3

/** Milliseconds that the slowest answer takes to be read (G09). What other programs take is kept out by the best of three. */
export const slowestAnswer: Bench = {
  about: `milliseconds that the slowest of ${INPUTS} made-up answers takes each of four readers, over 1`,
  run: async rounds => {
    const ours = Array.from({ length: rounds }, (_, round) => {
      const inputs = fc.sample(body, { numRuns: INPUTS, seed: round + 1 }).map(text => answer(text))
      return Math.max(...Object.values(parsers).flatMap(read => inputs.map(input => bestOf(() => read(input)))))
    })
    return { floor: ours.map(() => 1), ours }
  },
}

function bestOf(read: () => unknown): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < REPEATS; run += 1) {
    const before = performance.now()
    try {
      read()
    } catch {
      // A refusal is an answer as well.
    }
    best = Math.min(best, performance.now() - before)
  }
  return best
}

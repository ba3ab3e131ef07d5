/** One figure: how long ours takes beside a floor that does the least anybody could do. Its goal stands in goals.ts. */
export interface Bench {
  /** What the ratio divides. */
  readonly about: string
  /** Prepares once, measures as often as asked, cleans up. */
  run(rounds: number): Promise<Measurement>
}

export interface Measurement {
  /** Milliseconds of each round, floor and ours in turn so that a slow minute hits both. */
  readonly floor: readonly number[]
  readonly ours: readonly number[]
  /** Ours over floor by default; a rate divides the other way round. */
  readonly ratio?: number
  /** Further facts, in words. */
  readonly notes?: readonly string[]
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Milliseconds that `work` takes. */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await work()
  return performance.now() - before
}

import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION = 10

/**
 * The longest time in milliseconds during which `work` let nothing else happen. What other processes take from this one
 * counts as well, so a result that is not `below` is checked twice more, and the best one counts.
 */
export async function longestStop(
  work: () => Promise<unknown>,
  { below }: { readonly below: number },
): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < 3 && best >= below; run += 1) best = Math.min(best, await measure(work))
  return best
}

async function measure(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION })
  delay.enable()
  await work()
  // A stop is noted when it is over, at the next tick of the monitor.
  await new Promise(resolve => setTimeout(resolve, 3 * RESOLUTION))
  delay.disable()
  return delay.max / 1e6
}

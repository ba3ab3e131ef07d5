import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION = 10

/** The longest time in milliseconds during which `work` let nothing else happen. */
export async function longestStop(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION })
  delay.enable()
  await work()
  // A stop is noted when it is over, at the next tick of the monitor.
  await new Promise(resolve => setTimeout(resolve, 3 * RESOLUTION))
  delay.disable()
  return delay.max / 1e6
}

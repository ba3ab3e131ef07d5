import { type Profiler, Session } from 'node:inspector'
import { setFlagsFromString } from 'node:v8'

// Optimised code counts less than it does. There is no way back, so that who counts does it in a file of its own.
setFlagsFromString('--no-opt')
setFlagsFromString('--no-maglev')
const session = new Session()
session.connect()
session.post('Profiler.enable')
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })

/**
 * How often any block of code runs during `work`, of the files whose address has `folder` in it: each call, each turn of a loop and
 * each branch, counted by the engine itself, so that no loop can hide. What the engine does by itself, as searching, is not in it.
 */
export function countSteps(folder: string, work: () => void): number {
  countsSoFar()
  work()
  return countsSoFar()
    .filter(({ url }) => url.includes(folder))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0)
}

/** What was counted since the last time. */
function countsSoFar(): readonly Profiler.ScriptCoverage[] {
  let scripts: readonly Profiler.ScriptCoverage[] = []
  session.post('Profiler.takePreciseCoverage', (_, { result }) => {
    scripts = result
  })
  return scripts
}

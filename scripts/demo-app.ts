// Builds the app that `onesms demo` serves, where it is older than what it is made of. With `demo` as its first argument it
// then is that command: `--once` needs no app, and where none can be built the demo serves what there is.
import { buildApp } from '../packages/daemon/src/testing/build-app.ts'

const [command, ...options] = process.argv.slice(2)
const begun = performance.now()
if (!options.includes('--once')) {
  try {
    const isBuilt = await buildApp()
    if (isBuilt) process.stderr.write(`Built the app in ${((performance.now() - begun) / 1000).toFixed(1)} s\n`)
  } catch (error) {
    if (command !== 'demo') process.exitCode = 1
    process.stderr.write(`The app could not be built: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}
if (command === 'demo') await import('../packages/daemon/src/cli/bin.ts')

import { join } from 'node:path'
import { inject } from 'vitest'
import type { ProgramName } from './build-programs.ts'

/** Where the bundle of a program is; to be run by Node. */
export function programFile(name: ProgramName): string {
  return join(inject('programs'), `${name}.js`)
}

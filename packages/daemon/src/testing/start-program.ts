import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import type { ProgramName } from './build-programs.ts'
import { programFile } from './program.ts'

/** Runs a program in a process of its own. It finds its plan in the first argument, as JSON. */
export function startProgram(name: ProgramName, plan: unknown): ChildProcessByStdio<Writable, Readable, null> {
  return spawn(process.execPath, [programFile(name), JSON.stringify(plan)], { stdio: ['pipe', 'pipe', 'inherit'] })
}

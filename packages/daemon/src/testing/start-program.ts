import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import type { ProgramName } from './build-programs.ts'
import { programFile } from './program.ts'

/** Runs a program in a process of its own, with flags for Node. It finds its plan in the first argument, as JSON. */
export function startProgram(
  name: ProgramName,
  plan: unknown,
  flags: readonly string[] = [],
): ChildProcessByStdio<Writable, Readable, null> {
  const words = [...flags, programFile(name), JSON.stringify(plan)]
  return spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] })
}

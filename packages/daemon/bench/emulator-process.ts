import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** An emulated provider in a process of its own, so that its work is not counted as ours. */
export interface EmulatorProcess {
  /** Whole address, path included. */
  readonly address: string
  readonly apiKey: string
  close(): Promise<void>
}

const CLI = fileURLToPath(new URL('../src/cli/bin.ts', import.meta.url))

export async function startEmulator(): Promise<EmulatorProcess> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--conditions=@onesms/source', '--import', 'tsx', CLI, 'emulate', 'handler-api', '--port', '0'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  if (!child.stdout) throw new Error('no output to read the address from')
  const [address] = (await once(createInterface(child.stdout), 'line')) as [string]
  return {
    address,
    apiKey: 'emulator-key',
    close: async () => {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

import { readdir } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Greeting } from './supervisor.ts'

/** Number of the last supervisor that took charge, 0 before the first. */
export async function lastGeneration(run: string): Promise<number> {
  const names = await readdir(run).catch(absent<string[]>([]))
  return Math.max(0, ...names.flatMap(name => Number(/^control\.(\d+)$/.exec(name)?.[1] ?? [])))
}

/** A connection to that supervisor; `null` when nobody listens (any more). */
export function dial(run: string, generation: number): Promise<Socket | null> {
  return new Promise<Socket>((resolve, reject) => {
    const socket = connect(join(run, `control.${generation}`))
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      socket.on('error', () => {}) // 'close' follows, and says all there is to say.
      resolve(socket)
    })
  }).catch(absent(null))
}

/** What the supervisor has to say; `null` when it hangs up instead, since it is on its way out. */
export function greetingOf(socket: Socket): Promise<Greeting | null> {
  return new Promise(resolve => {
    let received = ''
    socket.setEncoding('utf8')
    socket.once('close', () => resolve(null))
    socket.on('data', chunk => {
      received += chunk
      if (received.endsWith('\n')) resolve(JSON.parse(received) as Greeting)
    })
  })
}

/** Whether a file is missing, or a socket file is there and nobody listens. */
export function isAbsence(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOENT' || code === 'ECONNREFUSED'
}

function absent<T>(substitute: T): (error: unknown) => T {
  return error => {
    if (isAbsence(error)) return substitute
    throw error
  }
}

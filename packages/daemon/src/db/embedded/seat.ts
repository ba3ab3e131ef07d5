import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { dial, greetingOf, isAbsence, lastGeneration } from './control.ts'
import { EmbeddedDatabaseError } from './error.ts'
import { launch, type ServerSpec } from './launch.ts'
import { claimLayout, type Layout } from './layout.ts'
import { TAKEN } from './supervisor.ts'

/** A place among the users of a running server. */
export interface Seat {
  readonly layout: Layout
  /** Whether the server was started for us. */
  readonly owner: boolean
  /** Settles when the supervisor is gone, and perhaps the server with it. */
  readonly lost: Promise<void>
  /** Gives the place up; the last one to leave waits until the server has stopped. */
  leave(): Promise<void>
}

/** Takes in the recovery after a crash, which can be long. */
const DEADLINE_MS = 60_000
const LOOK_EVERY_MS = 20

/** Joins the server of this directory, and starts one if there is none. */
export async function takeSeat(spec: ServerSpec, signal?: AbortSignal): Promise<Seat> {
  const deadline = AbortSignal.timeout(DEADLINE_MS)
  const ended = signal ? AbortSignal.any([signal, deadline]) : deadline
  let supervisor: ChildProcess | undefined
  let silent = 0
  for (;;) {
    const seat = await look().catch(removedMeanwhile)
    if (seat) return seat
    await sleep(LOOK_EVERY_MS)
  }

  async function look(): Promise<Seat | null> {
    const layout = await claimLayout(spec.directory, spec.account)
    const generation = await lastGeneration(layout.run)
    const socket = await dial(layout.run, generation)
    const seat = socket && (await sit(socket, layout, supervisor, ended))
    if (seat) return seat
    signal?.throwIfAborted()
    if (ended.aborted || isBroken(supervisor)) throw await failure(layout, 'The embedded Postgres did not start.')
    // Only the second silence counts: between the bind and the listen of a new supervisor its socket refuses everyone.
    const dead = !socket && silent === generation
    if (dead && !isRunning(supervisor)) supervisor = await launch(spec, layout, generation + 1)
    silent = generation
    return null
  }

  /** The last supervisor of a temporary directory may remove it under our hands: the next look creates it again. */
  function removedMeanwhile(error: unknown): null {
    if (spec.temporary && isAbsence(error)) return null
    throw error
  }
}

function isRunning(child: ChildProcess | undefined): boolean {
  return child?.exitCode === null && child.signalCode === null
}

function isBroken(child: ChildProcess | undefined): boolean {
  const code = child?.exitCode ?? 0
  return code !== 0 && code !== TAKEN
}

/** Waits for the server behind `socket`; `null` when its supervisor leaves first. */
async function sit(
  socket: Socket,
  layout: Layout,
  supervisor: ChildProcess | undefined,
  ended: AbortSignal,
): Promise<Seat | null> {
  const lost = new Promise<void>(resolve => socket.once('close', () => resolve()))
  const hangUp = () => socket.destroy()
  ended.addEventListener('abort', hangUp)
  const greeting = await greetingOf(socket)
  ended.removeEventListener('abort', hangUp)
  if (!greeting) return null
  if ('failure' in greeting) {
    socket.destroy()
    throw await failure(layout, greeting.failure)
  }
  socket.unref() // A seat is no reason for a process to stay.
  const leave = () => {
    socket.ref().end()
    return lost
  }
  return { layout, owner: greeting.supervisor === supervisor?.pid, lost, leave }
}

async function failure(layout: Layout, fact: string): Promise<EmbeddedDatabaseError> {
  const log = await readFile(layout.log, 'utf8').catch(() => '')
  const end = log.trimEnd().split('\n').slice(-10).join('\n')
  return new EmbeddedDatabaseError(`${fact} Its log, ${layout.log}, ends with:\n${end}`)
}

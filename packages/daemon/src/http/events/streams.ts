import type { Identity } from '../auth/identity.ts'
import type { Clock } from '../clock.ts'
import { Problem } from '../problem.ts'
import type { Outgoing } from './outgoing.ts'
import { heartbeat } from './sse.ts'

/** A stream that somebody reads. */
export interface OpenStream {
  readonly identity: Identity
  readonly outgoing: Outgoing
  /** Whether who asked may still read. */
  isAdmitted(): Promise<boolean>
}

/** All streams of this process: how many there may be, and that they live. */
export interface Streams {
  /** @throws {@link Problem} where there are too many, or it is over. */
  checkRoom(identity: Identity): void
  add(stream: OpenStream): void
  remove(stream: OpenStream): void
}

const MOST = 5_000
const MOST_OF_SUBJECT = 2_000
/** A session is one browser, or one person with some of them. */
const MOST_OF_SESSION = 20
const BEAT_EVERY = 15_000
/** Beats after which who has read nothing is let go. */
const PATIENCE = 4

/** How much was handed on at the last beat, and at how many since then nothing more was. */
interface Reading {
  handedOn: number
  missed: number
}

export interface StreamsOptions {
  readonly clock: Clock
  /** Ends all of them. */
  readonly signal: AbortSignal
}

export function createStreams({ clock, signal }: StreamsOptions): Streams {
  const streams = new Map<OpenStream, Reading>()
  let isBeating = false
  signal.addEventListener('abort', () => {
    for (const { outgoing } of [...streams.keys()]) outgoing.end()
  })

  async function beat(): Promise<void> {
    isBeating = true
    while (streams.size > 0 && !signal.aborted) {
      await clock.sleep(BEAT_EVERY, signal).catch(() => {}) // over: the loop sees it
      for (const [stream, state] of [...streams]) beatOne(stream, state)
    }
    isBeating = false
  }

  function beatOne({ outgoing, identity, isAdmitted }: OpenStream, reading: Reading): void {
    const isReading = outgoing.isEmpty || outgoing.handedOn > reading.handedOn
    reading.handedOn = outgoing.handedOn
    reading.missed = isReading ? 0 : reading.missed + 1
    if (reading.missed >= PATIENCE) outgoing.drop()
    else if (outgoing.isEmpty) outgoing.push(heartbeat)
    if (identity.session === null) return // a configured token ends with the process
    const end = (isStill: boolean) => void (isStill || outgoing.end())
    isAdmitted().then(end, () => {}) // nobody knows now: at the next beat
  }

  const countOf = (isAlike: (identity: Identity) => boolean) =>
    [...streams.keys()].filter(({ identity }) => isAlike(identity)).length

  return {
    checkRoom({ subject, session }) {
      if (signal.aborted) throw tooMany('draining', 'This server is stopping. Another one answers.')
      if (streams.size >= MOST) throw tooMany('draining', 'This server has as many streams as it can bear.')
      const isOver =
        countOf(identity => identity.subject === subject) >= MOST_OF_SUBJECT ||
        (session !== null && countOf(identity => identity.session === session) >= MOST_OF_SESSION)
      if (isOver)
        throw tooMany('too_many_requests', 'Too many streams are open. Close one, or name more numbers in one.')
    },
    add(stream) {
      streams.set(stream, { handedOn: 0, missed: 0 })
      if (!isBeating) void beat()
    },
    remove: stream => void streams.delete(stream),
  }
}

function tooMany(code: 'draining' | 'too_many_requests', detail: string): Problem {
  return new Problem({ code, detail, headers: { 'retry-after': '5' } })
}

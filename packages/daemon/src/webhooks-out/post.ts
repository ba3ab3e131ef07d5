import { type ClientRequest, type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestTls } from 'node:https'
import type { Clock } from '../scheduler/clock.ts'
import { guardedLookup, type Resolve } from './guarded-lookup.ts'
import { hostOf, isAllowedInside, TargetRefusedError, targetMistake } from './target.ts'

/** One call. */
export interface Post {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface PostOptions {
  readonly allowPrivateTargets: readonly string[]
  readonly clock: Clock
  /** Ends the call at once. */
  readonly signal: AbortSignal
  /** Default: the one of the system. */
  readonly resolve?: Resolve
}

/** The whole call may take that long. */
export const PATIENCE = 5_000
const MOST_READ = 4_096

/** Messages of the errors of a call that was ended before its answer. */
export const STOPPED = 'stopped'
export const TIMEOUT = 'timeout'

/**
 * Sends a call over a connection of its own, and answers the status. Redirects are not followed; of the answer no more
 * than 4 kB is read, and nothing is kept.
 *
 * @throws {@link TargetRefusedError} when the target is not public and was not allowed, before anything is sent.
 */
export async function post({ url, headers, body }: Post, options: PostOptions): Promise<number> {
  const { allowPrivateTargets, clock, signal, resolve } = options
  const mistake = targetMistake(url, allowPrivateTargets)
  if (mistake !== null) throw new TargetRefusedError(`the target ${mistake}`)
  const target = new URL(url)
  const isInsideAllowed = isAllowedInside(hostOf(target), allowPrivateTargets)
  const bytes = Buffer.from(body)
  const request = (target.protocol === 'https:' ? requestTls : requestPlain)(target, {
    method: 'POST',
    agent: false,
    lookup: guardedLookup(isInsideAllowed, resolve),
    headers: { ...headers, 'content-type': 'application/json', 'content-length': bytes.length, 'user-agent': 'onesms' },
  })
  const over = new AbortController()
  const cut = (why: string) => () => void request.destroy(new Error(why))
  const onStop = cut(STOPPED)
  signal.addEventListener('abort', onStop, { once: true })
  clock.sleep(PATIENCE, over.signal).then(cut(TIMEOUT), () => {})
  try {
    if (signal.aborted) onStop()
    const answer = await answerTo(request, bytes)
    await drain(answer)
    return answer.statusCode ?? 0
  } finally {
    signal.removeEventListener('abort', onStop)
    over.abort()
    request.destroy()
  }
}

function answerTo(request: ClientRequest, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve)
    request.on('error', reject)
    // Whoever answers that another protocol is spoken from here on is cut, and that is no error to Node.
    request.once('close', () => reject(new Error('closed without an answer')))
    request.end(body)
  })
}

/** A receiver that is still answering would take a cut for an error; one that goes on and on is cut. */
async function drain(answer: IncomingMessage): Promise<void> {
  let read = 0
  try {
    for await (const chunk of answer) {
      read += (chunk as Buffer).length
      if (read >= MOST_READ) return
    }
  } catch {
    // The status was there, and that is the answer.
  }
}

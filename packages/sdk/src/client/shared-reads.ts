import type { CallOptions } from '../provider/call-options.ts'
import { untilAborted } from '../utils/abort.ts'

/** Reads what `key` stands for, or waits for the answer that is on its way already. */
export type SharedReads<T> = (key: string, read: (call: CallOptions) => Promise<T>, call: CallOptions) => Promise<T>

interface Run<T> {
  readonly answer: Promise<T>
  readonly over: AbortController
  asking: number
}

/**
 * One answer for all who ask for the same while it is on its way, so that a hundred ids looked up at once cost one list. A
 * read is given up when the last one who asked has left.
 */
export function createSharedReads<T>(): SharedReads<T> {
  const runs = new Map<string, Run<T>>()

  function start(key: string, read: (call: CallOptions) => Promise<T>): Run<T> {
    const over = new AbortController()
    const run = { answer: read({ signal: over.signal }), over, asking: 0 }
    const end = () => {
      if (runs.get(key) === run) runs.delete(key)
    }
    over.signal.addEventListener('abort', end, { once: true })
    run.answer.then(end, end)
    runs.set(key, run)
    return run
  }

  return async (key, read, { signal }) => {
    signal?.throwIfAborted()
    const run = runs.get(key) ?? start(key, read)
    run.asking += 1
    try {
      return await untilAborted(run.answer, signal)
    } finally {
      run.asking -= 1
      if (run.asking === 0) run.over.abort('nobody asks any more')
    }
  }
}

import { act } from '@testing-library/react'
import type { Fault } from '../../../sdk/src/testing/conformance/wire.ts'

/** A request that waits for its answer. */
export interface Held {
  /** What was asked for, without the address. */
  readonly query: URLSearchParams
  readonly isAborted: boolean
  readonly isAnswered: boolean
  /** Answers it, and lets React render what that brings. */
  answer(json: unknown): Promise<void>
}

/** A fault that holds every request until the test answers it. An aborted one ends at once, as that of a browser does. */
export function holding(): { readonly fault: Fault; readonly held: readonly Held[] } {
  const held: Held[] = []
  const fault: Fault = (_, { url, init: { signal } }) =>
    new Promise((resolve, reject) => {
      let isAnswered = false
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      held.push({
        query: new URL(url).searchParams,
        get isAborted() {
          return signal?.aborted ?? false
        },
        get isAnswered() {
          return isAnswered
        },
        answer: json =>
          act(async () => {
            isAnswered = true
            resolve(Response.json(json))
          }),
      })
    })
  return { fault, held }
}

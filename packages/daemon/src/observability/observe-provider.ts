import { AccountBlockedError, OneSmsError, type Provider } from '@onesms/sdk'
import type { Metrics } from './metrics.ts'
import { beginSpan, type EndSpan, untraced } from './untraced.ts'

/** Calls that look at numbers. */
const POLL = /^(activations|rentals)\.(fetch|fetchMany|list)$/

const FACETS: ReadonlySet<PropertyKey> = new Set(['catalog', 'activations', 'rentals', 'account'])

/** The same provider; what is asked of it is counted and timed, and seen by tracing without its address. */
export function observeProvider<P extends Provider>(provider: P, metrics: Metrics): P {
  const watch = createWatch(provider.id, metrics)
  const facets = new Map<PropertyKey, unknown>()
  return new Proxy(provider, {
    get: (target, key) => {
      const value = Reflect.get(target, key, target)
      if (typeof value === 'function') return value.bind(target)
      if (!FACETS.has(key) || typeof value !== 'object' || value === null) return value
      if (!facets.has(key)) facets.set(key, observeFacet(String(key), value, watch))
      return facets.get(key)
    },
  })
}

function observeFacet(name: string, facet: object, watch: Watch): unknown {
  return new Proxy(facet, {
    get: (target, key) => {
      const value = Reflect.get(target, key, target)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => watch(`${name}.${String(key)}`, () => Reflect.apply(value, target, args))
    },
  })
}

/** Runs a call, and tells how it ended; of a scan, when it is at its end. */
type Watch = (action: string, call: () => unknown) => unknown

function createWatch(provider: string, metrics: Metrics): Watch {
  const seen = new WeakSet<object>()
  metrics.breakerState.set({ provider }, 0)

  const end = (action: string, begun: number, endSpan: EndSpan, error?: unknown) => {
    const result =
      error === undefined ? 'ok' : OneSmsError.is(error) ? error.code : isAbort(error) ? 'aborted' : 'failed'
    endSpan(result)
    metrics.providerRequests.inc({ provider, action, result })
    metrics.providerDuration.observe({ provider, action }, (performance.now() - begun) / 1_000)
    if (result === 'aborted') return
    if (result === 'ok' && POLL.test(action)) metrics.polledAt.set(provider, performance.now())
    metrics.breakerState.set({ provider }, isRefusedUnsent(error) ? 1 : 0)
    if (error instanceof AccountBlockedError && error.until)
      metrics.bannedUntil.set({ provider }, error.until.getTime() / 1_000)
  }

  /** What keeps calls from being sent is thrown again and again: the error of the last one that was. */
  const isRefusedUnsent = (error: unknown): boolean => {
    if (!OneSmsError.is(error)) return false
    const root = error.cause ?? error
    const isKnown = seen.has(root)
    seen.add(root)
    return isKnown
  }

  return (action, call) => {
    const begun = performance.now()
    const endSpan = beginSpan(provider, action)
    const onEnd = (error?: unknown) => end(action, begun, endSpan, error)
    try {
      const answer = untraced(call)
      if (isAsyncIterable(answer)) return observeRows(answer, onEnd)
      if (answer instanceof Promise) {
        answer.then(
          () => onEnd(),
          error => onEnd(error ?? 'nothing'),
        )
      }
      return answer
    } catch (error) {
      onEnd(error ?? 'nothing')
      throw error
    }
  }
}

/** Hands on what a scan yields and what it answers in the end. One that is given up half-way is counted as aborted. */
async function* observeRows(rows: AsyncIterable<unknown>, onEnd: (error?: unknown) => void) {
  const iterator = rows[Symbol.asyncIterator]()
  let end: unknown = GIVEN_UP
  try {
    for (;;) {
      // What it asks, it asks while it looks for the next.
      const { done, value } = await untraced(() => iterator.next())
      if (done) {
        end = undefined
        return value
      }
      yield value
    }
  } catch (error) {
    end = error ?? 'nothing'
    throw error
  } finally {
    onEnd(end)
    if (end === GIVEN_UP) await iterator.return?.()
  }
}

const GIVEN_UP = new DOMException('nobody reads on', 'AbortError')

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

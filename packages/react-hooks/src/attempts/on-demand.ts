import type { NumberSnapshot, Provider, PurchaseRequest } from '@onesms/sdk'
import type { AttemptKind } from './attempt.ts'
import type { PurchaseActions, PurchaseState } from './present.ts'
import type { Buy, SharedPurchase } from './purchase.ts'
import { createAttemptStorage } from './storage.ts'

/** What buys, and finds out what came of it. */
export type Engine = Pick<typeof import('./purchase.ts'), 'createPurchase'>

/** Milliseconds until an engine that could not be loaded is tried again. */
const PAUSE = 5_000

let engine: Engine | undefined

/** Loads what buys; from then on it is there at once. */
export async function loadEngine(): Promise<Engine> {
  engine = await import('./purchase.ts')
  return engine
}

/**
 * A purchase whose engine is loaded with the first component that shows it, so that a page which sells nothing loads none.
 * Until then it is idle, or, where an earlier page has left an attempt, being checked. What it is asked for meanwhile waits,
 * and where there is no engine to be had it has failed: nothing was sent.
 */
export function purchaseOnDemand<Request extends PurchaseRequest, Bought extends NumberSnapshot>(
  provider: Provider,
  kind: AttemptKind,
  buy: Buy<Request, Bought>,
  load = loadEngine,
): SharedPurchase<Request, Bought> {
  type State = PurchaseState<Request, Bought>
  if (engine) return engine.createPurchase(provider, kind, buy)
  const listeners = new Set<() => void>()
  let real: SharedPurchase<Request, Bought> | undefined
  let state: State | undefined
  /** What `state` was made of. */
  let source: State | undefined

  let opening: Promise<void> | undefined
  /** What was asked for meanwhile. The engine hears it all at once, so it takes the first. */
  const asked: ((opened: State) => void)[] = []

  async function open(): Promise<void> {
    try {
      const { createPurchase } = await load()
      real = createPurchase(provider, kind, buy)
    } catch (error) {
      asked.length = 0
      opening = undefined
      throw error
    }
    real.subscribe(tell)
    for (const ask of asked) ask(real.getSnapshot())
    tell()
  }
  const opened = () => (opening ??= open())

  function tell(): void {
    for (const listener of [...listeners]) listener()
  }
  function show(next: State): void {
    state = next
    tell()
  }

  const keepTrying = () => {
    opened().catch(() => setTimeout(() => listeners.size > 0 && !real && keepTrying(), PAUSE))
  }

  const ask = (request: Request) =>
    new Promise<Bought>((resolve, reject) => {
      asked.push(now => resolve(now.mutateAsync(request)))
      if (!snapshot().isPending) show({ ...idle, status: 'buying', isPending: true, request })
      opened().catch(error => {
        if (snapshot().status === 'buying') show({ ...idle, status: 'failed', request, error })
        reject(error)
      })
    })

  const actions: PurchaseActions<Request, Bought> = {
    mutate(request) {
      if (real) real.getSnapshot().mutate(request)
      else ask(request).catch(() => {}) // it is shown
    },
    mutateAsync: request => (real ? real.getSnapshot().mutateAsync(request) : ask(request)),
    reset() {
      if (real) real.getSnapshot().reset()
      else if (!snapshot().isPending) show(idle)
    },
  }
  const idle: State = { status: 'idle', isPending: false, request: null, data: undefined, error: null, ...actions }

  function snapshot(): State {
    const now = real?.getSnapshot()
    if (now && now !== source) state = { ...now, ...actions }
    source = now
    // Elsewhere nobody could say what came of it.
    const left = !state && provider.outcomeOf && createAttemptStorage<Request>(provider, kind).read()
    state ??= left ? { ...idle, status: 'checking', isPending: true, request: left.request } : idle
    return state
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      if (!real) keepTrying()
      return () => listeners.delete(listener)
    },
    getSnapshot: snapshot,
    getServerSnapshot: () => idle,
  }
}

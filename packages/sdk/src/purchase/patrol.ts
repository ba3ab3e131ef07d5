import type { CallOptions } from '../provider/call-options.ts'
import { leavesOf } from '../provider/leaves.ts'
import type { PurchaseContext } from './context.ts'
import type { Intent } from './intent.ts'
import { look } from './look.ts'
import { createLookMemory } from './look-memory.ts'
import { createNapLoop } from './nap-loop.ts'
import { sweep } from './sweep.ts'
import { PATROL_PAUSE, SIGHTING_PAUSE } from './timing.ts'
import { isUnwanted } from './unwanted.ts'
import { canBeListed, shows } from './witness.ts'

/** An unknown purchase that is so long past its gate is looked for less often. */
const URGENT_SLACK = 60_000

/** The one loop that looks at the account, for all purchases together. Idle, it has no timer; busy, it holds up no exit. */
export interface Patrol {
  /** Something is being bought: look until it cannot live any more. */
  watch(): void
  /** Something is unknown: look soon. */
  wake(): void
  /** Tells those who wait that an intent may have moved. */
  notify(): void
  /** Resolves when an intent may have moved, at the latest after 30 s. Meanwhile the process stays alive. */
  nextNews(signal: CallOptions['signal']): Promise<void>
  isStopped(): boolean
  stop(): Promise<void>
}

export function createPatrol(context: PurchaseContext): Patrol {
  const { store, clock, provider, timing, own } = context
  const memory = createLookMemory()
  // What a shared ledger sells to others is nothing to watch for.
  const hasLists =
    !provider.outcomeOf && leavesOf(provider).some(leaf => shows(leaf, 'activation') || shows(leaf, 'rental'))
  const listeners = new Set<() => void>()
  const stopping = new AbortController()
  let watchedUntil = Number.NEGATIVE_INFINITY
  /** The patrol counts from the first purchase; whoever waits for an unknown one is served at once. */
  let watchedFrom = Number.NEGATIVE_INFINITY
  let lastLook = Number.NEGATIVE_INFINITY

  const notify = () => {
    for (const listener of listeners) listener()
  }
  /** Does what is due, and answers the milliseconds until the next turn; `null` when there is nothing to look after. */
  const turn = async (): Promise<number | null> => {
    let open = await store.list(provider.id, 'open')
    if (await sweep(context, open)) {
      open = await store.list(provider.id, 'open')
      notify()
    }
    const unknown = open.filter(intent => isWorthLooking(context, intent))
    // Also what an earlier process sent, and by an age that may be wrong: it may still be charged after it is closed.
    if (unknown.length > 0) watchedUntil = clock.elapsed() + timing.life
    const isWatching = hasLists && clock.elapsed() < watchedUntil
    const hasStrangers = open.some(({ id, state }) => state !== 'unknown' && !own.has(id))
    if (unknown.length === 0 && !isWatching) return hasStrangers ? SIGHTING_PAUSE : null
    const isUrgent = unknown.some(({ age }) => age < timing.gate + URGENT_SLACK)
    const interval = isUrgent ? SIGHTING_PAUSE : PATROL_PAUSE
    const wait = (isUrgent ? lastLook : Math.max(lastLook, watchedFrom)) + interval - clock.elapsed()
    if (wait > 0) return Math.ceil(hasStrangers ? Math.min(wait, SIGHTING_PAUSE) : wait)
    lastLook = clock.elapsed()
    await look(context, memory, stopping.signal).catch(() => {}) // an error is no sighting; the next turn looks again
    notify()
    return hasStrangers ? SIGHTING_PAUSE : interval
  }
  const loop = createNapLoop(clock, () => turn().catch(() => PATROL_PAUSE))
  const watch = () => {
    watchedUntil = clock.elapsed() + timing.life
    if (!loop.isRunning()) watchedFrom = clock.elapsed()
    loop.start()
  }
  const resume = async () => {
    const alive = await store.list(provider.id, 'alive')
    for (const intent of alive) {
      if (intent.snapshot && isUnwanted(intent)) {
        context.emit('purchase:unwanted', { intent, snapshot: intent.snapshot })
      }
    }
    if (alive.length > 0) watch()
  }
  resume().then(loop.wake, loop.wake)

  return {
    watch,
    wake: loop.wake,
    notify,
    nextNews: async signal => {
      const heard = new AbortController()
      const hear = () => heard.abort('heard')
      listeners.add(hear)
      loop.start()
      const ends = signal ? AbortSignal.any([heard.signal, signal]) : heard.signal
      await clock.sleep(PATROL_PAUSE, ends).catch(() => {})
      listeners.delete(hear)
    },
    isStopped: () => stopping.signal.aborted,
    stop: async () => {
      stopping.abort('stopped')
      notify()
      await loop.stop()
    },
  }
}

/**
 * An unknown purchase of a provider without a list can only be found by the name its answer gave it; one that is left to
 * people by nothing.
 */
function isWorthLooking({ provider, timing }: PurchaseContext, intent: Intent): boolean {
  const { state, hint, age, flags, candidates } = intent
  if (state !== 'unknown' || (flags.includes('left_to_people') && candidates.length > 0)) return false
  return canBeListed(provider, intent) || (hint !== null && age < timing.life)
}

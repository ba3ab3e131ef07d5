import {
  type Activation,
  CapabilityError,
  InvalidTransitionError,
  type Rental,
  TooEarlyToCancelError,
} from '@onesms/sdk'
import type { Clock } from './clock.ts'
import { isSettled } from './merge.ts'

export type Followed = Activation | Rental

/** Gives numbers back that were asked to be, as soon as their provider takes them. */
export interface Returns {
  /** Tries it, unless it is being tried or was just refused. To be called again and again, until it is over. */
  want(number: Followed): void
  /** The number is followed no more. */
  forget(id: string): void
}

export interface ReturnsOptions {
  readonly clock: Clock
  /** It is given back, or will never be: it has ended, has received an SMS, or the provider takes none back. */
  onOver(number: Followed): void
  onError(error: unknown): void
}

const SHORTEST_PAUSE = 1_000
const PAUSE = 5_000
const LONGEST_PAUSE = 60_000

export function createReturns({ clock, onOver, onError }: ReturnsOptions): Returns {
  const refused = new Map<string, { readonly until: number; readonly failures: number }>()
  const trying = new Set<string>()

  async function attempt(number: Followed): Promise<void> {
    try {
      await giveBack(number)
      refused.delete(number.id)
      onOver(number)
    } catch (error) {
      if (isFinal(error, number)) {
        refused.delete(number.id)
        onOver(number)
        return
      }
      const failures = error instanceof TooEarlyToCancelError ? 0 : (refused.get(number.id)?.failures ?? 0) + 1
      refused.set(number.id, { until: clock.now() + pauseAfter(error, failures, clock.now()), failures })
      if (failures > 0) onError(error)
    }
  }

  return {
    want(number) {
      if (trying.has(number.id) || (refused.get(number.id)?.until ?? 0) > clock.now()) return
      trying.add(number.id)
      void attempt(number).finally(() => trying.delete(number.id))
    },
    forget: id => void refused.delete(id),
  }
}

/** Asks the provider once, and not at all while it is known to take nothing back yet. */
function giveBack(number: Followed): Promise<unknown> {
  return 'extend' in number ? number.cancel() : number.cancel({ wait: false })
}

function isFinal(error: unknown, number: Followed): boolean {
  if (isSettled(number) || error instanceof CapabilityError) return true
  return error instanceof InvalidTransitionError && 'extend' in number
}

function pauseAfter(error: unknown, failures: number, now: number): number {
  if (!(error instanceof TooEarlyToCancelError)) return Math.min(LONGEST_PAUSE, PAUSE * 2 ** (failures - 1))
  const told = error.cancellableAt === null ? PAUSE : error.cancellableAt.getTime() - now
  return Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, told))
}

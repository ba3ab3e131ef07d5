import { InvalidTransitionError } from '../errors/activation.ts'
import type { Intent, IntentFlag } from './intent.ts'
import { kindOf } from './number.ts'

const UNWANTED: readonly IntentFlag[] = ['aborted', 'price_exceeded', 'surplus']

/** Whether nobody waits for the number any more. Time on a rented number is never given back. */
export function isUnwanted({ flags, targets }: Pick<Intent, 'flags' | 'targets'>): boolean {
  return kindOf({ targets }) !== 'extension' && flags.some(flag => UNWANTED.includes(flag))
}

/** Nobody gets a number any more that was told to be given back: it may be cancelled at any moment. */
export function onItsWayBack(provider: string, operation: string, { activationId }: Intent): InvalidTransitionError {
  return new InvalidTransitionError(`${activationId} is being given back, since nobody waited for it`, {
    provider,
    operation,
    hint: 'Buy another; where an idempotency key was given, use a new one.',
  })
}

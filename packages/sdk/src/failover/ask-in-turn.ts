import { OneSmsError } from '../errors/base.ts'
import type { FailoverAttempt } from '../errors/failover.ts'
import { PurchaseNotSentError } from '../errors/purchase.ts'
import { UnexpectedResponseError } from '../errors/transport.ts'
import type { CallOptions } from '../provider/call-options.ts'
import { leavesOf } from '../provider/leaves.ts'
import type { Provider } from '../provider/provider.ts'
import type { FailoverParts } from './parts.ts'
import { exhausted, moveOn, type Stage, stopped } from './policy.ts'

/** How one member is asked for what is wanted. */
export interface Asking<Answer> {
  readonly operation: string
  /** By the clock's `elapsed`: from then on the time of the purchase runs. */
  readonly startedAt: number
  /** What can be told before anything is sent, such as a price above the cap. Answers the purchase, to be sent once. */
  prepare(member: Provider): Promise<() => Promise<Answer>>
}

/**
 * Asks one member after the other, until one sells. The next is asked on the proof that the one before sold nothing, and on
 * nothing else.
 */
export async function askInTurn<Answer>(
  parts: FailoverParts,
  members: readonly Provider[],
  asking: Asking<Answer>,
  { signal }: CallOptions,
): Promise<Answer> {
  const { id, emit } = parts
  const attempts: FailoverAttempt[] = []
  for (const [index, member] of members.entries()) {
    signal?.throwIfAborted()
    let stage: Stage = 'before'
    try {
      const send = await asking.prepare(member)
      signal?.throwIfAborted()
      assertTimeLeft(parts, member, asking)
      stage = 'sent'
      return await send()
    } catch (error) {
      if (signal?.aborted && stage === 'before') throw signal.reason
      const move = moveOn(error, stage)
      if (move === 'unknown') throw unknownAt(member, error, asking.operation)
      if (move === 'stop') throw stopped(member.id, asking.operation, error)
      const refusal = error as OneSmsError
      attempts.push({ provider: member.id, error: refusal })
      emit({ from: member.id, to: members[index + 1]?.id ?? null, error: refusal })
    }
  }
  throw exhausted(id, asking.operation, attempts)
}

/** What is sent later than the time of the purchase allows could be charged when it counts as not bought. */
function assertTimeLeft(
  { clock, purchaseTimeout }: FailoverParts,
  member: Provider,
  { startedAt, operation }: Asking<unknown>,
): void {
  if (clock.elapsed() - startedAt + member.traits.purchaseTimeout <= purchaseTimeout) return
  throw new PurchaseNotSentError('the providers before took all the time of the purchase', {
    provider: member.id,
    operation,
  })
}

/**
 * An error of an unknown purchase says who was asked; one that proves something stays as it is. What a member hands on may
 * name somebody else, and the doubt is not about that one.
 */
export function unknownAt(member: Provider, error: unknown, operation: string): OneSmsError {
  const isTold = OneSmsError.is(error) && leavesOf(member).some(({ id }) => id === error.provider)
  if (isTold || moveOn(error, 'sent') !== 'unknown') return error as OneSmsError
  const context = { provider: member.id, operation, reason: 'unknown_word' as const }
  if (!OneSmsError.is(error)) {
    return new UnexpectedResponseError('the provider failed in a way of its own', context)
  }
  const { activationId = null } = error as Partial<UnexpectedResponseError>
  return new UnexpectedResponseError(error.message, { ...context, activationId, cause: error })
}

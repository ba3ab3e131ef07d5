import { OneSmsError } from '../errors/base.ts'
import {
  ProviderUnavailableError,
  UnexpectedResponseError,
  type UnexpectedResponseReason,
} from '../errors/transport.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'

/** Whether a failed command may have been carried out all the same: its answer was lost, or could not be read. */
export const mayHaveWorked = (error: unknown): boolean =>
  !OneSmsError.is(error) || error instanceof ProviderUnavailableError || error instanceof UnexpectedResponseError

export function foreignAnswer({ id, provider }: NumberSnapshot, answer: { readonly id: string }) {
  return unexpected(provider, `${provider} was asked about ${id} and answered about ${answer.id}`)
}

export function outdatedMessage({ id, provider }: NumberSnapshot, receivedAt: Date | null) {
  return unexpected(
    provider,
    `${provider} tells an SMS of ${receivedAt?.toISOString()} for ${id}, which was bought later`,
    'outdated_message',
  )
}

const unexpected = (provider: string, fact: string, reason: UnexpectedResponseReason = 'shape') =>
  new UnexpectedResponseError(fact, { provider, operation: 'activations.fetch', reason })

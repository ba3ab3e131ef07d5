import { ProviderUnavailableError, UnexpectedResponseError } from '../errors/transport.ts'

export interface FaultContext {
  readonly provider: string
  readonly operation: string
}

export function redirected(status: number, context: FaultContext): UnexpectedResponseError {
  return new UnexpectedResponseError(`${context.provider} answered with a redirect`, {
    ...context,
    reason: 'redirect',
    status,
    hint: 'It was not followed, since it would carry the key along. Check baseUrl.',
  })
}

export function tooLarge(maxBytes: number, status: number, context: FaultContext): UnexpectedResponseError {
  const fact = `${context.provider} answered with more than ${maxBytes} bytes`
  return new UnexpectedResponseError(fact, { ...context, reason: 'too_large', status })
}

export function garbled(status: number, context: FaultContext): UnexpectedResponseError {
  const fact = `${context.provider} answered in a compression that cannot be undone`
  return new UnexpectedResponseError(fact, { ...context, reason: 'malformed', status })
}

export function notInTime(timeout: number, context: FaultContext): ProviderUnavailableError {
  return new ProviderUnavailableError(`${context.provider} did not answer within ${timeout} ms`, { ...context })
}

export function outOfReach(code: string, context: FaultContext): ProviderUnavailableError {
  return new ProviderUnavailableError(`${context.provider} could not be reached (${code})`, { ...context })
}

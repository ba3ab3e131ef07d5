import { NotFoundError } from '../../errors/activation.ts'
import { readActivationId } from './fields.ts'

/** The host's own id in one of ours. @throws {@link NotFoundError} when it is none of this provider. */
export function nativeIdOf(id: string, provider: string, operation: string): string {
  const nativeId = id.startsWith(`${provider}:`) ? readActivationId(id.slice(provider.length + 1)) : null
  if (nativeId !== null) return nativeId
  const shown = JSON.stringify(id.slice(0, 80))
  throw new NotFoundError(`${shown} is no number of ${provider}`, { provider, operation })
}

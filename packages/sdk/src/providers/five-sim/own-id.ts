import { NotFoundError } from '../../errors/activation.ts'
import { readOrderId } from './fields.ts'

/** The host's own id in a whole one. @throws {@link NotFoundError} for an id that cannot be one of this account's. */
export function nativeIdOf(id: string, provider: string, operation: string): string {
  const nativeId = id.startsWith(`${provider}:`) ? readOrderId(id.slice(provider.length + 1)) : null
  if (nativeId !== null) return nativeId
  throw new NotFoundError(`${JSON.stringify(id.slice(0, 80))} is no order of ${provider}`, { provider, operation })
}

import { NotFoundError } from '../errors/activation.ts'

/** A host's id of a number, of decimal digits: kept as text, since they may be more than a double holds. */
export function readDecimalId(value: unknown): string | null {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  return typeof text === 'string' && /^\d{1,32}$/.test(text) ? text : null
}

/** The host's own id in one of ours, `<provider>:<decimal>`. @throws {@link NotFoundError} when it is none of this provider. */
export function nativeIdOf(id: string, provider: string, operation: string): string {
  const nativeId = id.startsWith(`${provider}:`) ? readDecimalId(id.slice(provider.length + 1)) : null
  if (nativeId !== null) return nativeId
  throw new NotFoundError(`${JSON.stringify(id.slice(0, 80))} is no number of ${provider}`, { provider, operation })
}

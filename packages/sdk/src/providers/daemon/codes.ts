import { type ReferenceKind, UnknownReferenceError } from '../../errors/catalog.ts'
import type { CountryRef, ServiceRef } from '../../provider/references.ts'
import type { NumberSnapshot } from '../../provider/rental-snapshot.ts'

const CODE = /^[^\s\p{C}]{1,130}$/u

/**
 * What the daemon calls a service or country: our slug or ISO code, or `<provider>:<native id>` of what nobody has mapped.
 * What names there are it knows alone.
 * @throws {@link UnknownReferenceError} for a text that cannot be such a name.
 */
export function codeOf(
  reference: ServiceRef | CountryRef,
  kind: ReferenceKind,
  where: { readonly provider: string; readonly operation: string },
): string {
  const code = typeof reference === 'string' ? reference : reference.nativeId
  if (typeof code === 'string' && CODE.test(code)) return code
  throw new UnknownReferenceError(`${JSON.stringify(code)} is no ${kind}`, { ...where, kind })
}

/** What stands before the colon is a provider, so this is nobody's slug. */
export const slugOf = (code: string): string | null => (code.includes(':') ? null : code)

/** A number in the words of the daemon: its own ids of service and country are its codes. */
export function inCodes<S extends Pick<NumberSnapshot, 'provider' | 'service' | 'country'>>(snapshot: S): S {
  const { provider, service, country } = snapshot
  return {
    ...snapshot,
    service: { ...service, nativeId: service.slug ?? `${provider}:${service.nativeId}` },
    country: { ...country, nativeId: country.iso ?? `${provider}:${country.nativeId}` },
  }
}

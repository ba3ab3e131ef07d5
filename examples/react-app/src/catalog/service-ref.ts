import type { NativeReference } from '@onesms/sdk'

/** What the hooks take a service or country by: ours by its name, one that nobody has mapped by the provider's id. */
export const refOf = (code: string): string | NativeReference => (code.includes(':') ? { nativeId: code } : code)

/** The same as part of an address. */
export const codeOf = ({ slug, nativeId }: { readonly slug: string | null; readonly nativeId: string }): string =>
  slug ?? nativeId

/** The reverse of {@link refOf}. */
export const nameOf = (ref: string | NativeReference): string => (typeof ref === 'string' ? ref : ref.nativeId)

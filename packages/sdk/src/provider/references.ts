import type { KnownCountry, KnownService } from '../catalog/known.generated.ts'

/** The provider's own id, passed through as it is. */
export interface NativeReference {
  readonly nativeId: string
}

/** A service by our slug (`'telegram'`) or by the provider's own id (`{ nativeId: 'tg' }`). */
export type ServiceRef = KnownService | (string & {}) | NativeReference

/** A country by ISO 3166-1 alpha-2 code (`'GB'`) or by the provider's own id (`{ nativeId: '16' }`). */
export type CountryRef = KnownCountry | (string & {}) | NativeReference

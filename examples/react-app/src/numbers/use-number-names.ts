import type { Country, NumberSnapshot, Service } from '@onesms/sdk'
import { codeOf } from '../catalog/service-ref.ts'
import { useCountryOf, useServiceOf } from '../catalog/use-named.ts'

/** Service and country of a number, as the lists name them: it itself carries the provider's wording, or none. */
export function useNumberNames({ service, country }: NumberSnapshot): { service: Service; country: Country } {
  const listed = { service: useServiceOf(codeOf(service)), country: useCountryOf(country.iso ?? country.nativeId) }
  return { service: listed.service.name ? listed.service : service, country: listed.country }
}

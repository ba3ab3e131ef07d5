import { type Country, referenceTable, type Service } from '@onesms/sdk/provider-kit'

/** Our slugs beside this vendor's own ids. What nobody has mapped keeps the vendor's id. */
export const services = referenceTable({ discord: 'dc', telegram: 'tg', whatsapp: 'wa' })

/** ISO 3166-1 alpha-2 beside this vendor's own ids. */
export const countries = referenceTable({ DE: 'germany', GB: 'britain', US: 'usa' })

export const serviceOf = (nativeId: string, name = nativeId): Service => ({
  slug: services.codeOf(nativeId) ?? null,
  nativeId,
  name,
})

export const countryOf = (nativeId: string, name = nativeId): Country => ({
  iso: countries.codeOf(nativeId) ?? null,
  nativeId,
  name,
})

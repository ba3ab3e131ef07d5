import { directoryCountries, directoryServices, type ServiceCategory } from '@onesms/sdk/catalog'
import { icons } from './icons.ts'

/** What makes the list of services easier to read, and is not needed for it: it comes in a file of its own. */
export interface Decor {
  readonly icons: typeof icons
  /** By slug. */
  readonly categories: ReadonlyMap<string, ServiceCategory>
  /** By ISO code. */
  readonly dialCodes: ReadonlyMap<string, string>
}

export const decor: Decor = {
  icons,
  categories: new Map(directoryServices.map(({ slug, category }) => [slug, category])),
  dialCodes: new Map(directoryCountries.map(({ iso, dialCode }) => [iso, dialCode])),
}

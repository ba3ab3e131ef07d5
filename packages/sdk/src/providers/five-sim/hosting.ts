/** What the host calls its lengths of hosting, and how many hours they have. */
const HOURS: Readonly<Record<string, number>> = { '3hours': 3, '1day': 24, '10days': 240, '1month': 720 }

/** `null` for a product that is no length of time. */
export function hoursOfProduct(product: string): number | null {
  return Object.hasOwn(HOURS, product) ? (HOURS[product] ?? null) : null
}

/** `null` for a length that is not sold. */
export function productOf(hours: number): string | null {
  return Object.keys(HOURS).find(product => HOURS[product] === hours) ?? null
}

/** Every length that is sold, in hours. */
export const LENGTHS: readonly number[] = Object.values(HOURS)

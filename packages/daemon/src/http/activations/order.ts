import { createHash } from 'node:crypto'
import type { PurchaseKind } from '@onesms/sdk'
import { z } from 'zod'
import type { Asked } from '../../db/store/purchases/requests.ts'
import { microsOf, plain } from '../../purchase/amounts.ts'
import { amount, providerId, reference, text } from '../fields.ts'

/** What is to be bought, in the words of the client. */
export interface Order {
  readonly kind: PurchaseKind
  /** `null`: where there is but one. */
  readonly provider: string | null
  readonly asked: Asked
  /** No more than this, whatever may be spent here; a decimal without trailing zeros. */
  readonly maxPrice: string | null
}

const maxPrice = amount
  .refine(figure => microsOf(figure) > 0n, 'must be above 0')
  .transform(plain)
  .describe('Decimal in the currency of the account. An upper bound: the cap of the server holds all the same')
  .optional()

const wish = {
  provider: providerId.optional().describe('May be left out where one is configured'),
  service: reference.describe('Slug, or `<provider>:<native id>`'),
  country: reference.describe('ISO code, or `<provider>:<native id>`'),
  operator: text(64).optional().describe("The provider's own id of a mobile network"),
  max_price: maxPrice,
}

const HOURS_OF_DAY = 24
const length = {
  hours: z.int().min(1).max(8_784).optional(),
  days: z.int().min(1).max(366).optional(),
}
const hasOneLength = ({ hours, days }: { readonly hours?: number | undefined; readonly days?: number | undefined }) =>
  (hours === undefined) !== (days === undefined)
const ONE_LENGTH = { error: 'must be given, or days: one of the two', path: ['hours'] }

export const activationBody = z.strictObject(wish)
export const rentalBody = z.strictObject({ ...wish, ...length }).refine(hasOneLength, ONE_LENGTH)
export const extensionBody = z.strictObject({ ...length, max_price: maxPrice }).refine(hasOneLength, ONE_LENGTH)

type Wish = z.output<typeof activationBody>

const partsOf = ({ provider, service, country, operator, max_price }: Wish) => ({
  asked: { service, country, ...(operator !== undefined && { operator }) },
  terms: { provider: provider ?? null, maxPrice: max_price ?? null },
})

export function activationOrder(body: Wish): Order {
  const { asked, terms } = partsOf(body)
  return { kind: 'activation', asked, ...terms }
}

export function rentalOrder({ hours, days, ...body }: z.output<typeof rentalBody>): Order {
  const { asked, terms } = partsOf(body)
  return { kind: 'rental', asked: { ...asked, hours: hoursOf(hours, days) }, ...terms }
}

/** @param rental Its id, and so the provider. */
export function extensionOrder(
  { hours, days, max_price }: z.output<typeof extensionBody>,
  rental: string,
  provider: string,
): Order {
  return { kind: 'extension', provider, asked: { rental, hours: hoursOf(hours, days) }, maxPrice: max_price ?? null }
}

/** The same for the same order, however it is written: a week is 168 hours, 0.50 is 0.5. */
export function fingerprintOf({ kind, provider, asked, maxPrice }: Order): string {
  const what = 'rental' in asked ? [asked.rental] : [asked.service, asked.country, asked.operator ?? null]
  const words = [kind, provider, what, asked.hours ?? null, maxPrice]
  return createHash('sha256').update(JSON.stringify(words)).digest('hex')
}

function hoursOf(hours: number | undefined, days: number | undefined): number {
  return hours ?? (days ?? 0) * HOURS_OF_DAY
}

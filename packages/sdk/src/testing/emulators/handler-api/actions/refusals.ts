import { type Reply, text } from '../../reply.ts'
import type { Refusal } from '../activations/sale.ts'

/** A host's word for each reason not to sell. */
export type RefusalWords = Readonly<Record<Exclude<Refusal['refused'], 'price-too-low'>, Reply>> & {
  priceTooLow(least: string): Reply
}

/** The answer to a purchase that was refused. */
export const refuseIn =
  (words: RefusalWords) =>
  (refusal: Refusal): Reply =>
    refusal.refused === 'price-too-low' ? words.priceTooLow(refusal.least ?? '') : words[refusal.refused]

/** The words as plain text with HTTP 200, as SMS-Activate had them. */
export const plainRefusals: RefusalWords = {
  'bad-service': text('BAD_SERVICE'),
  'bad-country': text('BAD_COUNTRY'),
  'bad-price': text('WRONG_MAX_PRICE:0.01'),
  'no-numbers': text('NO_NUMBERS'),
  'no-balance': text('NO_BALANCE'),
  'order-exists': text('ORDER_ALREADY_EXISTS'),
  priceTooLow: least => text(`WRONG_MAX_PRICE:${least}`),
}

import { json, text } from '../../reply.ts'
import { accessNumber, costText, purchase, wireId } from '../actions/purchase.ts'
import { plainRefusals, refuseIn } from '../actions/refusals.ts'
import { aboutOne, statusWord } from '../actions/status.ts'
import { setStatus, type TransitionWords } from '../actions/transition.ts'
import type { Activation } from '../activations/activation.ts'
import type { SaleStyle } from '../activations/sale.ts'
import type { Action } from '../dialect.ts'
import { naiveTime } from '../times.ts'
import type { WebhookStyle } from '../webhooks/style.ts'
import { plainTransitions, usualWishes } from './classic-activations.ts'

export const bowerSale: SaleStyle = {
  regularPriceOnly: false,
  tellsLeastPrice: false,
  operators: 'ignored',
  namesOperator: true,
  honours: new Set(['minPrice', 'suppliers']),
  repeats: () => true,
  lifetime: 20 * 60_000,
  cancelAfter: 120_000,
}

/** It calls three times in all. */
export const bowerWebhook: WebhookStyle = {
  body: ({ id, service, country }, { at, text: body, code }) => ({
    activationId: wireId(id),
    service,
    text: body,
    code,
    country: Number(country.id),
    receivedAt: naiveTime(at),
  }),
  retries: [60_000, 300_000],
}

const refuse = refuseIn({
  ...plainRefusals,
  'bad-service': text('WRONG_SERVICE'),
  'bad-price': text('NO_NUMBERS'),
  priceTooLow: () => text('NO_NUMBERS'),
})

/** No currency in it, and money is a string. */
const numberV2 = (sold: Activation) =>
  json({
    activationId: wireId(sold.id),
    phoneNumber: sold.phone,
    activationCost: costText(sold),
    countryCode: sold.country.id,
    canGetAnotherSms: sold.canGetAnotherSms ? '1' : '0',
    activationTime: naiveTime(sold.boughtAt),
    activationOperator: sold.operator,
  })

const words: TransitionWords = { ...plainTransitions, malformedId: text('NO_ACTIVATION') }

/** There is no list of activations here: who loses an id has lost the number. */
export const bowerActivations: readonly (readonly [string, Action])[] = [
  ['getNumber', purchase(accessNumber, refuse)],
  ['getNumberV2', purchase(numberV2, refuse)],
  ['setStatus', setStatus(usualWishes, words, bowerSale)],
  ['getStatus', aboutOne(words, statusWord)],
]

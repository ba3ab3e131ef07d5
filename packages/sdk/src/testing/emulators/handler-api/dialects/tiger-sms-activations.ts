import { json, type Reply, text } from '../../reply.ts'
import { activeActivations, commonRow, dataList } from '../actions/active-activations.ts'
import { accessNumber, costText, purchase } from '../actions/purchase.ts'
import { plainRefusals, type RefusalWords, refuseIn } from '../actions/refusals.ts'
import { aboutOne, statusObject, statusWord } from '../actions/status.ts'
import { setStatus, type TransitionWords, type Wish } from '../actions/transition.ts'
import { type Activation, codeOf, isOpen, isRefunded } from '../activations/activation.ts'
import type { SaleStyle } from '../activations/sale.ts'
import type { Action } from '../dialect.ts'
import { titled } from '../envelopes.ts'
import { utcTime } from '../times.ts'
import { plainTransitions, usualWishes } from './classic-activations.ts'

export const tigerSale: SaleStyle = {
  regularPriceOnly: false,
  tellsLeastPrice: false,
  operators: 'ignored',
  namesOperator: false,
  honours: new Set(['fixedPrice', 'suppliers']),
  repeats: () => true,
  lifetime: 20 * 60_000,
  cancelAfter: 120_000,
}

const UNAVAILABLE = 'This service/country combination is not available'

const refuse = refuseIn({ ...plainRefusals, 'bad-price': text('BAD_MAX_PRICE') })

const refuseV2 = refuseIn({
  'bad-service': titled('BAD_SERVICE', UNAVAILABLE, 200),
  'bad-country': titled('BAD_COUNTRY', UNAVAILABLE, 200),
  'bad-price': titled('BAD_MAX_PRICE', 'Bad maxPrice', 422),
  'no-numbers': titled('NO_NUMBERS', 'No numbers available', 200),
  'no-balance': titled('NO_BALANCE', 'Not enough funds', 402),
  'order-exists': plainRefusals['order-exists'],
  priceTooLow: () => titled('NO_NUMBERS', 'No numbers available', 200),
} satisfies RefusalWords)

const numberV2 = (sold: Activation) =>
  json({
    activationId: sold.id,
    phoneNumber: sold.phone,
    activationCost: costText(sold),
    currency: 840,
    countryCode: sold.country.id,
    countryPhoneCode: sold.country.dialCode,
    canGetAnotherSms: sold.canGetAnotherSms,
    activationTime: utcTime(sold.boughtAt),
    activationEndTime: utcTime(sold.endsAt),
    activationOperator: sold.operator,
  })

const plain: TransitionWords = { ...plainTransitions, malformedId: text('NO_ACTIVATION') }

const SUCCESS = json({ status: 'success' })
const notFound = titled('NOT_FOUND', 'Activation not found', 404)
const badStatus = titled('BAD_STATUS', 'Bad status', 200)
const enveloped: TransitionWords = {
  done: { ready: SUCCESS, retry: SUCCESS, complete: SUCCESS, cancel: SUCCESS },
  malformedId: notFound,
  unknownId: notFound,
  badStatus,
  tooEarly: titled('EARLY_CANCEL_DENIED', 'It is too early to cancel', 409, {
    minActivationTime: tigerSale.cancelAfter / 1_000,
  }),
  ended: badStatus,
  codeArrived: () => badStatus,
}

const wishes: ReadonlyMap<string, Wish> = new Map([...usualWishes, ['-1', 'cancel']])

/** What was given back is called by another word here than what was completed; the whole text may be asked for. */
function status(activation: Activation, query: URLSearchParams): Reply {
  if (isRefunded(activation)) return text('ACCESS_CANCEL')
  const last = activation.sms.at(-1)
  const whole = activation.state === 'received' && query.has('full_text') && last
  return whole ? text(`STATUS_OK:${last.text}`) : statusWord(activation)
}

const statusNumber = ({ state }: Activation): string =>
  ({ waiting: '1', received: '2', retrying: '3', completed: '6', cancelled: '8', expired: '7' })[state]

export const tigerActivations: readonly (readonly [string, Action])[] = [
  ['getNumber', purchase(accessNumber, refuse)],
  ['getNumberV2', purchase(numberV2, refuseV2)],
  ['setStatus', setStatus(wishes, plain, tigerSale)],
  ['setStatusV2', setStatus(wishes, enveloped, tigerSale)],
  ['getStatus', aboutOne(plain, (activation, _, query) => status(activation, query))],
  [
    'getStatusV2',
    aboutOne(enveloped, activation =>
      isOpen(activation) ? statusObject(activation, utcTime, arrived => (arrived ? 1 : 0)) : notFound,
    ),
  ],
  [
    'getActiveActivations',
    activeActivations({
      pages: { usual: 50, most: 100 },
      row: (activation, scene) => {
        const last = activation.sms.at(-1)
        return commonRow(activation, scene, {
          status: statusNumber(activation),
          smsCode: last ? codeOf(last) : null,
          smsText: last?.text ?? null,
          cost: costText(activation),
          time: utcTime,
        })
      },
      write: rows => dataList(rows),
    }),
  ],
]

import { json, type Reply, text } from '../../reply.ts'
import { activeActivations, commonRow, dataList } from '../actions/active-activations.ts'
import { flag } from '../actions/countries.ts'
import { history } from '../actions/history.ts'
import { accessNumber, purchase, wireCost } from '../actions/purchase.ts'
import { plainRefusals, type RefusalWords, refuseIn } from '../actions/refusals.ts'
import { aboutOne, statusWord } from '../actions/status.ts'
import { setStatus, type TransitionWords, transition, type Wish } from '../actions/transition.ts'
import { type Activation, isOpen, isRefunded } from '../activations/activation.ts'
import type { SaleStyle } from '../activations/sale.ts'
import type { Action } from '../dialect.ts'
import { invalid, titled } from '../envelopes.ts'
import { moscowTime, naiveTime, utcTime } from '../times.ts'
import { usualStatusNumber } from './classic-activations.ts'

export const heroSale: SaleStyle = {
  regularPriceOnly: true,
  tellsLeastPrice: true,
  operators: 'refused',
  namesOperator: false,
  honours: new Set(['fixedPrice']),
  repeats: country => flag('retry', { id: country }, 0.9) === 1,
  lifetime: 20 * 60_000,
  cancelAfter: 120_000,
}

export const channelsLimit: Reply = titled('CHANNELS_LIMIT', 'Too many active numbers', 403, {
  current_threads: 10,
  max_allowed: 10,
})

const common: Omit<RefusalWords, 'bad-service' | 'bad-country' | 'bad-price'> = {
  'no-numbers': plainRefusals['no-numbers'],
  'no-balance': titled('NO_BALANCE', 'Not enough funds', 402),
  'order-exists': plainRefusals['order-exists'],
  priceTooLow: least => titled('WRONG_MAX_PRICE', 'The price is too low', 400, { min: Number(least) }),
}

const refuse = refuseIn({
  ...common,
  'bad-service': text('UNPROCESSABLE_ENTITY:service:INVALID'),
  'bad-country': text('UNPROCESSABLE_ENTITY:country:INVALID'),
  'bad-price': text('UNPROCESSABLE_ENTITY:maxPrice:INVALID'),
})

const refuseV2 = refuseIn({
  ...common,
  'bad-service': invalid('service', "Param 'service' is invalid"),
  'bad-country': invalid('country', "Param 'country' is invalid"),
  'bad-price': invalid('maxPrice', "Param 'maxPrice' must be a number"),
})

const numberV2 = (sold: Activation) =>
  json({
    activationId: sold.id,
    phoneNumber: sold.phone,
    activationCost: wireCost(sold),
    currency: 840,
    countryCode: Number(sold.country.id),
    countryPhoneCode: Number(sold.country.dialCode),
    canGetAnotherSms: sold.canGetAnotherSms,
    activationTime: utcTime(sold.boughtAt),
    activationEndTime: utcTime(sold.endsAt),
    activationOperator: sold.operator,
    verificationType: 'sms',
    subtype: 1,
    serviceCode: sold.service,
    status: 4,
  })

/** The SMS of an activation as the host lists them; each has an id of its own. */
const otps = ({ id, service, sms }: Activation) =>
  sms.map(({ at, text: body, code, sender }, index) => ({
    id: `${id}${index + 1}`,
    phoneFrom: sender,
    code,
    text: body,
    service,
    date: moscowTime(at),
    type: 'sms',
  }))

const notActive = titled('ACTIVATION_NOT_ACTIVE', 'Activation is not active', 409)

const words: TransitionWords = {
  done: {
    ready: text('ACCESS_READY'),
    retry: text('ACCESS_RETRY_GET'),
    complete: text('ACCESS_ACTIVATION'),
    cancel: text('ACCESS_CANCEL'),
  },
  malformedId: invalid('id', "Param 'id' must be a number"),
  unknownId: titled('NOT_FOUND', 'Activation not found', 404),
  badStatus: titled('BAD_STATUS', 'Bad status', 400),
  tooEarly: titled('EARLY_CANCEL_DENIED', 'It is too early to cancel', 409, {
    minActivationTime: heroSale.cancelAfter / 1_000,
  }),
  ended: notActive,
  // A code the owner has not seen is handed over with the refusal, once.
  codeArrived: activation =>
    activation.told < activation.sms.length
      ? titled('NEW_OTP_RECEIVED', 'A new code was received', 409, { data: otps(activation) })
      : titled('OTP_RECEIVED', 'A code was received', 409),
}

const NO_CONTENT: Reply = { status: 204, headers: {}, body: '' }
const silent: TransitionWords = {
  ...words,
  done: { ready: NO_CONTENT, retry: NO_CONTENT, complete: NO_CONTENT, cancel: NO_CONTENT },
}

/** Without 1: nobody is told any more that the SMS was sent. */
const wishes: ReadonlyMap<string, Wish> = new Map([
  ['3', 'retry'],
  ['6', 'complete'],
  ['8', 'cancel'],
])

/** A leftover that stands beside the rows and holds none. */
const JUNK = { activeActivations: { affected_rows: 0, num_rows: 0, row: [], rows: [] } }

export const heroActivations: readonly (readonly [string, Action])[] = [
  ['getNumber', purchase(accessNumber, refuse)],
  ['getNumberV2', purchase(numberV2, refuseV2)],
  ['setStatus', setStatus(wishes, words, heroSale)],
  ['finishActivation', transition('complete', silent, heroSale)],
  ['cancelActivation', transition('cancel', silent, heroSale)],
  ['getStatus', aboutOne(words, statusWord)],
  [
    'getStatusV2',
    aboutOne(words, activation =>
      isOpen(activation)
        ? json({ verificationType: 'sms', data: otps(activation).at(-1) ?? null })
        : text('STATUS_CANCEL'),
    ),
  ],
  [
    'getAllSms',
    aboutOne(words, (activation, _, query) => {
      if (isRefunded(activation)) return notActive
      const all = otps(activation)
      const size = Math.min(100, Math.max(1, Number(query.get('size')) || 10))
      const page = Math.max(1, Number(query.get('page')) || 1)
      return json({
        data: all.slice((page - 1) * size, page * size),
        meta: { total: all.length, service: activation.service },
      })
    }),
  ],
  [
    'getActiveActivations',
    activeActivations({
      pages: { usual: 100, most: 100 },
      row: (activation, scene) => ({
        ...commonRow(activation, scene, {
          status: usualStatusNumber(activation),
          smsCode: activation.sms.length > 0 ? activation.sms.map(({ code }) => code) : null,
          smsText: activation.sms.length > 0 ? activation.sms.map(sms => sms.text) : null,
          cost: wireCost(activation),
          time: naiveTime,
        }),
        verificationType: 'sms',
        subtype: '1',
      }),
      write: rows => dataList(rows, JUNK),
    }),
  ],
  ['getHistory', history({ size: 'size', expired: '10', sms: ({ sms }) => sms.map(one => one.text) })],
]

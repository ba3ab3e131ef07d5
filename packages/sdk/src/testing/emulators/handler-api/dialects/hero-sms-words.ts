import { type Reply, text } from '../../reply.ts'
import { flag } from '../actions/countries.ts'
import { plainRefusals, type RefusalWords, refuseIn } from '../actions/refusals.ts'
import type { TransitionWords } from '../actions/transition.ts'
import type { Activation } from '../activations/activation.ts'
import type { SaleStyle } from '../activations/sale.ts'
import { invalid, titled } from '../envelopes.ts'
import { moscowTime } from '../times.ts'

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

export const refuse = refuseIn({
  ...common,
  'bad-service': text('UNPROCESSABLE_ENTITY:service:INVALID'),
  'bad-country': text('UNPROCESSABLE_ENTITY:country:INVALID'),
  'bad-price': text('UNPROCESSABLE_ENTITY:maxPrice:INVALID'),
})

export const refuseV2 = refuseIn({
  ...common,
  'bad-service': invalid('service', "Param 'service' is invalid"),
  'bad-country': invalid('country', "Param 'country' is invalid"),
  'bad-price': invalid('maxPrice', "Param 'maxPrice' must be a number"),
})

/** The SMS of an activation as the host lists them; each has an id of its own. */
export const otps = ({ id, service, sms }: Activation) =>
  sms.map(({ at, text: body, code, sender }, index) => ({
    id: `${id}${index + 1}`,
    phoneFrom: sender,
    code,
    text: body,
    service,
    date: moscowTime(at),
    type: 'sms',
  }))

export const notActive = titled('ACTIVATION_NOT_ACTIVE', 'Activation is not active', 409)

export const words: TransitionWords = {
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
  refundOver: titled('FREE_CANCELLATION_EXPIRED', 'Free cancellation has expired', 409),
  // A code the owner has not seen is handed over with the refusal, once.
  codeArrived: activation =>
    activation.told < activation.sms.length
      ? titled('NEW_OTP_RECEIVED', 'A new code was received', 409, { data: otps(activation) })
      : titled('OTP_RECEIVED', 'A code was received', 409),
}

const NO_CONTENT: Reply = { status: 204, headers: {}, body: '' }
export const silent: TransitionWords = {
  ...words,
  done: { ready: NO_CONTENT, retry: NO_CONTENT, complete: NO_CONTENT, cancel: NO_CONTENT },
}

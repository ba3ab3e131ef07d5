import { json, text } from '../../reply.ts'
import { activeActivations, commonRow } from '../actions/active-activations.ts'
import { flag } from '../actions/countries.ts'
import { history } from '../actions/history.ts'
import { accessNumber, costText, purchase, wireCost, wireId } from '../actions/purchase.ts'
import { plainRefusals, refuseIn } from '../actions/refusals.ts'
import { aboutOne, fullSms, statusObject, statusWord } from '../actions/status.ts'
import { setStatus, type TransitionWords, type Wish } from '../actions/transition.ts'
import { type Activation, isOpen } from '../activations/activation.ts'
import type { SaleStyle } from '../activations/sale.ts'
import type { Action } from '../dialect.ts'
import { naiveTime } from '../times.ts'

export const classicSale: SaleStyle = {
  regularPriceOnly: true,
  tellsLeastPrice: true,
  operators: 'instead',
  namesOperator: true,
  honours: new Set(['orderId']),
  repeats: country => flag('retry', { id: country }, 0.9) === 1,
  lifetime: 20 * 60_000,
  cancelAfter: 120_000,
}

/** Plain words with HTTP 200, whatever happens. */
export const plainTransitions: TransitionWords = {
  done: {
    ready: text('ACCESS_READY'),
    retry: text('ACCESS_RETRY_GET'),
    complete: text('ACCESS_ACTIVATION'),
    cancel: text('ACCESS_CANCEL'),
  },
  malformedId: text('WRONG_ACTIVATION_ID'),
  unknownId: text('NO_ACTIVATION'),
  badStatus: text('BAD_STATUS'),
  tooEarly: text('EARLY_CANCEL_DENIED'),
  ended: text('BAD_STATUS'),
  codeArrived: () => text('BAD_STATUS'),
}

/** The values of `status` the whole family knows. */
export const usualWishes: ReadonlyMap<string, Wish> = new Map([
  ['1', 'ready'],
  ['3', 'retry'],
  ['6', 'complete'],
  ['8', 'cancel'],
])

const refuse = refuseIn(plainRefusals)

const numberV2 = (sold: Activation) =>
  json({
    activationId: wireId(sold.id),
    phoneNumber: sold.phone,
    activationCost: wireCost(sold),
    currency: 840,
    countryCode: sold.country.id,
    canGetAnotherSms: sold.canGetAnotherSms ? '1' : '0',
    activationTime: naiveTime(sold.boughtAt),
    activationOperator: sold.operator,
  })

/** `4` while it waits, `3` while it waits again, `2` with an SMS; the others are never in the list but by a fault. */
export const usualStatusNumber = ({ state }: Activation): string =>
  ({ waiting: '4', received: '2', retrying: '3', completed: '6', cancelled: '8', expired: '8' })[state]

export const classicActivations: readonly (readonly [string, Action])[] = [
  ['getNumber', purchase(accessNumber, refuse)],
  ['getNumberV2', purchase(numberV2, refuse)],
  ['setStatus', setStatus(usualWishes, plainTransitions, classicSale)],
  ['getStatus', aboutOne(plainTransitions, statusWord)],
  [
    'getStatusV2',
    aboutOne(plainTransitions, activation =>
      isOpen(activation) ? statusObject(activation, naiveTime, () => 0) : text('STATUS_CANCEL'),
    ),
  ],
  ['getFullSms', aboutOne(plainTransitions, fullSms)],
  [
    'getActiveActivations',
    activeActivations({
      row: (activation, scene) => {
        const last = activation.sms.at(-1)
        return commonRow(activation, scene, {
          status: usualStatusNumber(activation),
          smsCode: last?.code ?? null,
          smsText: last ? `[${last.text}]` : null,
          cost: costText(activation),
          time: naiveTime,
        })
      },
      write: rows =>
        rows.length > 0
          ? json({ status: 'success', activeActivations: rows })
          : json({ status: 'error', error: 'NO_ACTIVATIONS' }),
    }),
  ],
  [
    'getHistory',
    history({
      size: 'limit',
      rangeTooLong: text('WRONG_DATE'),
      expired: '8',
      sms: ({ sms }) => sms.at(-1)?.text ?? null,
    }),
  ],
]

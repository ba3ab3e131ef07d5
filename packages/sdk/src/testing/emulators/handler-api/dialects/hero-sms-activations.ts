import { json, text } from '../../reply.ts'
import { activeActivations, commonRow, dataList } from '../actions/active-activations.ts'
import { history } from '../actions/history.ts'
import { accessNumber, purchase, wireCost } from '../actions/purchase.ts'
import { aboutOne, statusWord } from '../actions/status.ts'
import { setStatus, transition, type Wish } from '../actions/transition.ts'
import { isOpen, isRefunded } from '../activations/activation.ts'
import type { Action } from '../dialect.ts'
import { naiveTime } from '../times.ts'
import { usualStatusNumber } from './classic-activations.ts'
import { numberV2, subtypeOf } from './hero-sms-number.ts'
import { heroSale, notActive, otps, refuse, refuseV2, silent, words } from './hero-sms-words.ts'

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
    aboutOne(words, (activation, { telling }, query) => {
      if (isRefunded(activation)) return notActive
      const all = telling.rows(otps(activation))
      const size = Math.min(100, Math.max(1, Number(query.get('size')) || 10))
      const page = telling.page(Math.max(1, Number(query.get('page')) || 1))
      return json({
        data: all.slice((page - 1) * size, page * size),
        meta: { total: activation.sms.length, service: activation.service },
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
        subtype: String(subtypeOf(activation)),
      }),
      write: rows => dataList(rows, JUNK),
    }),
  ],
  ['getHistory', history({ size: 'size', expired: '10', sms: ({ sms }) => sms.map(one => one.text) })],
]

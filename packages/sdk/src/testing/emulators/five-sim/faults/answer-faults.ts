import type { FaultTable } from '../../../faults/fault-plan.ts'
import { bodyText } from '../../reply.ts'
import type { Scene } from '../scene.ts'
import { atDesk, CLOSING, everywhere, LIST, ONE, PURCHASES, rewritten, withMembers } from './altered.ts'

/**
 * Faults of the form of an order in an answer; what was asked for has been done. Kind → details. Without an action in
 * their scope they take the requests their form can be put on.
 */
export interface FiveSimAnswerFaults {
  /** Part of a purchase's answer: no phone (by default) or an empty one, no id or an empty one, or half of the body. */
  readonly 'partial-answer': { readonly form?: 'no-phone' | 'empty-phone' | 'no-id' | 'empty-id' | 'half-word' }
  /** The order has an id of 19 digits, in the books as well; on the wire it is a number no double holds. */
  readonly 'long-id': unknown
  /** The phone without its plus (by default), with blanks, or with the zeros of an international call in front. */
  readonly 'phone-form': { readonly form?: 'digits' | 'blanks' | 'zeros' }
  /** A price nobody can use: not there (by default), empty, not a number, or negative. */
  readonly 'cost-form': { readonly form?: 'missing' | 'empty' | 'NaN' | 'negative' }
  /** The answer has the id of no order: one more than the order's. */
  readonly 'wrong-id': unknown
  /** The list of SMS is `null` (by default), `[]` whatever there is, or not there. */
  readonly 'sms-form': { readonly form?: 'null' | 'empty' | 'missing' }
  /** The host found no code in any SMS. */
  readonly 'empty-code': unknown
  /** The operator has a capital wherever it is told. */
  readonly 'operator-capital': unknown
}

const ORDERS: ReadonlySet<string> = new Set([...PURCHASES, ...ONE, ...CLOSING])
const READING: ReadonlySet<string> = new Set([...ONE, ...LIST])

const phoneForms = {
  digits: (phone: string) => phone.slice(1),
  blanks: (phone: string) => `${phone.slice(0, 3)} ${phone.slice(3, 6)} ${phone.slice(6)}`,
  zeros: (phone: string) => `00${phone.slice(1)}`,
} as const

const smsForms = { null: null, empty: [], missing: undefined } as const

type Members = Readonly<Record<string, unknown>>

const costForms: Readonly<Record<'missing' | 'empty' | 'NaN' | 'negative', (members: Members) => Members>> = {
  missing: ({ price, ...others }) => others,
  empty: members => ({ ...members, price: '' }),
  NaN: members => ({ ...members, price: 'NaN' }),
  negative: members => ({ ...members, price: -0.5 }),
}

const partly: Readonly<Record<'no-phone' | 'empty-phone' | 'no-id' | 'empty-id', (members: Members) => Members>> = {
  'no-phone': ({ phone, ...others }) => others,
  'empty-phone': members => ({ ...members, phone: '' }),
  'no-id': ({ id, ...others }) => others,
  'empty-id': members => ({ ...members, id: '' }),
}

const textual = (change: (text: string) => string) => (value: unknown) =>
  typeof value === 'string' ? change(value) : value

export const answerFaults: FaultTable<FiveSimAnswerFaults, Scene> = {
  'partial-answer': ({ form = 'no-phone' }) => ({
    actions: PURCHASES,
    reply(reply) {
      if (form !== 'half-word') return rewritten(reply, partly[form])
      const body = bodyText(reply)
      return { ...reply, body: body.slice(0, body.length / 2) }
    },
  }),
  'long-id': () => ({
    actions: PURCHASES,
    ...atDesk(desk => ({
      buy: purchase => desk.buy({ ...purchase, id: `9${String(desk.all().length + 1).padStart(18, '0')}` }),
    })),
  }),
  'phone-form': ({ form = 'digits' }) => ({
    actions: PURCHASES,
    ...everywhere(new Set(['phone']), textual(phoneForms[form])),
  }),
  'cost-form': ({ form = 'missing' }) => ({ actions: PURCHASES, ...withMembers(costForms[form]) }),
  'wrong-id': () => ({ actions: ORDERS, ...withMembers(({ id, ...others }) => ({ id: Number(id) + 1, ...others })) }),
  'sms-form': ({ form = 'null' }) => ({
    actions: new Set([...ORDERS, ...READING]),
    ...everywhere(new Set(['sms']), () => smsForms[form]),
  }),
  'empty-code': () => ({
    actions: READING,
    ...everywhere(new Set(['code']), () => ''),
  }),
  'operator-capital': () => ({
    actions: ORDERS,
    ...everywhere(
      new Set(['operator']),
      textual(operator => `${operator.charAt(0).toUpperCase()}${operator.slice(1)}`),
    ),
  }),
}

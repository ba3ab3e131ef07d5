import type { FaultEffect, FaultTable } from '../../../faults/fault-plan.ts'
import { bodyText, looksLikeJson, type Reply } from '../../reply.ts'
import type { Activation } from '../activations/activation.ts'
import type { Desk } from '../activations/desk.ts'
import type { Scene } from '../scene.ts'
import { atDesk } from './altered.ts'
import { PURCHASES } from './purchase-faults.ts'

/**
 * Faults of the answer to a purchase, which has been made; kind → details. Without an action in their scope they take
 * the purchases their form can be put on.
 */
export interface AnswerFaults {
  /** `getNumberV2` answered with the text of `getNumber`. */
  readonly 'v1-text-to-v2': unknown
  /** `getNumber` answered with the object of `getNumberV2`. */
  readonly 'v2-json-to-v1': unknown
  /**
   * Part of the answer: the phone is not there or empty, the id is empty, or it ends in the middle of a word. `no-phone`
   * by default.
   */
  readonly 'partial-answer': { readonly form?: 'no-phone' | 'empty-phone' | 'empty-id' | 'half-word' }
  /** The activation has an id of 20 digits, in the books as well. */
  readonly 'long-id': unknown
  /** The phone with a plus (by default), with blanks, or with the zeros of an international call in front. */
  readonly 'phone-form': { readonly form?: 'plus' | 'blanks' | 'zeros' }
  /** A price nobody can use: not there (by default), empty, not a number, negative, or in another currency (euro). */
  readonly 'cost-form': { readonly form?: 'missing' | 'empty' | 'NaN' | 'negative' | 'currency' }
}

const only = (action: string) => new Set([action])

export const answerFaults: FaultTable<AnswerFaults, Scene> = {
  'v1-text-to-v2': () => ({ actions: only('getNumberV2'), perform: act => act('getNumber') }),
  'v2-json-to-v1': () => ({ actions: only('getNumber'), perform: act => act('getNumberV2') }),
  'partial-answer': ({ form = 'no-phone' }) => ({ actions: PURCHASES, reply: reply => partly(reply, form) }),
  'long-id': () => ({
    actions: PURCHASES,
    ...atDesk(desk => ({
      buy: order => desk.buy({ ...order, id: longId(desk) }),
      rent: order => desk.rent({ ...order, id: longId(desk) }),
    })),
  }),
  'phone-form': ({ form = 'plus' }) => ({
    actions: PURCHASES,
    ...atDesk(desk => ({
      buy: order => withPhone(desk.buy(order), phoneForms[form]),
      rent: order => withPhone(desk.rent(order), phoneForms[form]),
      extend: order => withPhone(desk.extend(order), phoneForms[form]),
    })),
  }),
  'cost-form': ({ form = 'missing' }) =>
    withMembers(new Set(['getNumberV2', 'getRentNumber', 'prolong']), costForms[form]),
}

const longId = (desk: Desk) => `9${String(desk.all().length + 1).padStart(19, '0')}`

function withPhone<R extends { readonly refused: string }>(outcome: Activation | R, change: (phone: string) => string) {
  return 'refused' in outcome ? outcome : { ...outcome, phone: change(outcome.phone) }
}

type Members = Readonly<Record<string, unknown>>

const phoneForms = {
  plus: (phone: string) => `+${phone}`,
  blanks: (phone: string) => `+${phone.slice(0, 2)} ${phone.slice(2, 5)} ${phone.slice(5)}`,
  zeros: (phone: string) => `00${phone}`,
} as const

const costForms: Readonly<Record<NonNullable<AnswerFaults['cost-form']['form']>, (members: Members) => Members>> = {
  missing: ({ activationCost, ...others }) => others,
  empty: members => ({ ...members, activationCost: '' }),
  NaN: members => ({ ...members, activationCost: 'NaN' }),
  negative: members => ({ ...members, activationCost: -0.5 }),
  currency: members => ({ ...members, currency: 978 }),
}

/** The members of the answer's object, changed. */
const withMembers = (actions: ReadonlySet<string>, change: (members: Members) => Members): FaultEffect<Scene> => ({
  actions,
  reply: reply => rewritten(reply, change),
})

function rewritten(reply: Reply, change: (members: Members) => Members): Reply {
  const body = bodyText(reply)
  return body.startsWith('{') ? { ...reply, body: JSON.stringify(change(JSON.parse(body))) } : reply
}

type PartialForm = NonNullable<AnswerFaults['partial-answer']['form']>

function partly(reply: Reply, form: PartialForm): Reply {
  const body = bodyText(reply)
  if (form === 'half-word') return { ...reply, body: body.slice(0, 11) }
  return looksLikeJson(body) ? rewritten(reply, partlyJson[form]) : { ...reply, body: partlyText(body, form) }
}

const partlyJson: Readonly<Record<Exclude<PartialForm, 'half-word'>, (members: Members) => Members>> = {
  'no-phone': ({ phoneNumber, ...others }) => others,
  'empty-phone': members => ({ ...members, phoneNumber: '' }),
  'empty-id': members => ({ ...members, activationId: '' }),
}

/** Only what was sold is cut: a refusal stays as it is. */
function partlyText(body: string, form: Exclude<PartialForm, 'half-word'>): string {
  const [word, id, phone] = body.split(':')
  if (word !== 'ACCESS_NUMBER' || id === undefined || phone === undefined) return body
  return { 'no-phone': `${word}:${id}`, 'empty-phone': `${word}:${id}:`, 'empty-id': `${word}::${phone}` }[form]
}

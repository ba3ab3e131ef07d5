import fc from 'fast-check'
import { getActiveActivations, getHistory } from '../activation-commands.ts'
import type { Answer } from '../api.ts'
import { readSale } from '../purchase-answer.ts'
import { refusals } from '../refusals.ts'
import { readStatus } from '../status.ts'
import { readTransition } from '../transitions.ts'

export const WORDS = refusals('UNPROCESSABLE_ENTITY')
/** The four readers of what decides about money. */
export const parsers: Readonly<Record<string, (answer: Answer) => unknown>> = {
  purchase: readSale(WORDS),
  status: readStatus('4711'),
  lists: each(getActiveActivations(0).read, getHistory('4711', { from: 0, to: 1, limit: 'limit' }).read),
  transitions: each(readTransition('retry'), readTransition('complete'), readTransition('cancel')),
}

/** One parser after the other, as the number of the input says. */
function each(...readers: readonly ((answer: Answer) => unknown)[]) {
  let turn = 0
  return (input: Answer) => {
    turn += 1
    return readers[turn % readers.length]?.(input)
  }
}

const pieces =
  'ACCESS_NUMBER ACCESS_READY ACCESS_CANCEL ACCESS_ACTIVATION ACCESS_RETRY_GET STATUS_OK STATUS_WAIT_CODE STATUS_WAIT_RETRY STATUS_CANCEL NO_NUMBERS NO_ACTIVATIONS BAD_STATUS WRONG_MAX_PRICE BANNED ERROR_SQL : :: 4711 12345678901234567890 447700900123 0 -1 0.25 1e400 , { } [ ] " \\ null true <html> \n \ufeff \0 \ud800 activationId phoneNumber activationCost serviceCode countryCode smsCode smsText status title error message msg data activeActivations sms code text id verificationType'.split(
    ' ',
  )
const scalar = fc.oneof(
  fc.constantFrom(...pieces, null, true, 4711, 0.25, -1, 1e21),
  fc.integer(),
  fc.string({ maxLength: 8 }),
)
const value = fc.letrec(tie => ({
  any: fc.oneof({ depthSize: 'small' }, scalar, fc.array(tie('any'), { maxLength: 3 }), tie('record')),
  record: fc.dictionary(fc.constantFrom(...pieces), tie('any'), { maxKeys: 8 }),
})).any
/** Answers that are good but for a detail. */
const detail = fc.constantFrom(
  '4711',
  '12345678901234567890',
  '447700900123',
  '+447700900123',
  '07700900123',
  '',
  ' ',
  'x',
  ':',
)
const nearly = fc.oneof(
  fc
    .tuple(detail, detail, fc.constantFrom('', '\n', '\0', 'x'))
    .map(([id, phone, end]) => `ACCESS_NUMBER:${id}:${phone}${end}`),
  fc
    .tuple(detail, detail, value)
    .map(([activationId, phoneNumber, more]) => JSON.stringify({ activationId, phoneNumber, more })),
  fc
    .tuple(fc.constantFrom(...WORDS), fc.constantFrom('', ':0.25', ':', '\n', ' x'))
    .map(([word, more]) => `${word}${more}`),
)
/** What a host may send: nearly right, cut, shuffled, or anything. */
export const body = fc.oneof(
  nearly,
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map(parts => parts.join('')),
  value.map(one => JSON.stringify(one)),
  fc.tuple(value, fc.nat({ max: 80 })).map(([one, cut]) => JSON.stringify(one).slice(0, cut)),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
export const status = fc.constantFrom(200, 200, 200, 204, 400, 401, 404, 409, 422, 429, 500, 502)

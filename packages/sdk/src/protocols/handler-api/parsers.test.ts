import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OneSmsError } from '../../errors/base.ts'
import { answer, thrownBy } from './__fixtures__/answer.ts'
import { getActiveActivations, getHistory } from './activation-commands.ts'
import type { Answer } from './api.ts'
import { readSale, type Sale } from './purchase-answer.ts'
import { refusals } from './refusals.ts'
import { readStatus } from './status.ts'
import { readTransition } from './transitions.ts'

const INPUTS = process.env['ONESMS_TEST_TIER'] === 'full' ? 1_000_000 : 100_000
const SLOWEST = 50

const WORDS = refusals('UNPROCESSABLE_ENTITY')
const parsers: Readonly<Record<string, (answer: Answer) => unknown>> = {
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
const body = fc.oneof(
  nearly,
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map(parts => parts.join('')),
  value.map(one => JSON.stringify(one)),
  fc.tuple(value, fc.nat({ max: 80 })).map(([one, cut]) => JSON.stringify(one).slice(0, cut)),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
const status = fc.constantFrom(200, 200, 200, 204, 400, 401, 404, 409, 422, 429, 500, 502)

interface Outcome {
  readonly answered?: Sale
  readonly rejected?: boolean
}

/** The text itself, out of its quotes, or every text that an object holds. */
function saidIn(text: string): readonly string[] {
  const bare = text.replace(/^\ufeff/, '').trim()
  if (!/^["{]/.test(bare)) return [bare]
  const inside: unknown = JSON.parse(bare)
  return (typeof inside === 'string' ? [inside] : Object.values(inside as object)).map(said => String(said).trim())
}

/** Reads, takes no other errors than our own, and is done in time; what other processes take counts, so the best of three does. */
function readInTime(read: (answer: Answer) => unknown, input: Answer): void {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < 3 && best >= SLOWEST; run += 1) {
    const start = performance.now()
    try {
      expect(['object', 'string', 'undefined']).toContain(typeof read(input))
    } catch (error) {
      if (!OneSmsError.is(error)) throw error
    }
    best = Math.min(best, performance.now() - start)
  }
  expect(best).toBeLessThan(SLOWEST)
}

describe('G09 whatever a host sends', () => {
  it.each(Object.entries(parsers))(
    '%s: a typed result or a typed error, at once',
    (_, read) => {
      fc.assert(
        fc.property(body, status, (text, code) => readInTime(read, answer(text, { status: code }))),
        { numRuns: INPUTS / Object.keys(parsers).length },
      )
    },
    INPUTS,
  )

  it(
    'a sale has an id and a phone that stand in the answer, and a refusal is a word of the list',
    () => {
      const seen = { sales: 0, refusals: 0 }
      fc.assert(
        fc.property(body, text => {
          const { answered: sale, rejected } = thrownBy(() => readSale(WORDS)(answer(text))) as Outcome
          if (sale) {
            seen.sales += 1
            expect(sale.nativeId).toMatch(/^\d{1,32}$/)
            expect(sale.phone).toMatch(/^(\+[1-9]|0)\d{5,14}$/)
            expect(text).toContain(sale.nativeId)
          }
          if (!rejected) return
          seen.refusals += 1
          expect(saidIn(text).some(said => [...WORDS].some(word => said === word || said.startsWith(`${word}:`)))).toBe(
            true,
          )
        }),
        { numRuns: INPUTS / 10 },
      )
      expect(Math.min(seen.sales, seen.refusals)).toBeGreaterThan(INPUTS / 1_000)
    },
    INPUTS,
  )

  it('large answers take time in proportion', () => {
    for (const piece of ['"', '\\"', '{"activationId":', '[', ':', 'ACCESS_NUMBER:', '9', ' ', '\0']) {
      const text = piece.repeat(Math.floor(65_536 / piece.length))
      for (const form of [text, `{"sms":"${text}`, `ACCESS_NUMBER:${text}`, `STATUS_OK:${text}`]) {
        for (const read of Object.values(parsers)) readInTime(read, answer(form))
      }
    }
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OneSmsError } from '../../errors/base.ts'
import { answer, thrownBy } from './__fixtures__/answer.ts'
import { body, parsers, status, WORDS } from './__fixtures__/wire-texts.ts'
import type { Answer } from './api.ts'
import { readSale, type Sale } from './purchase-answer.ts'

const INPUTS = process.env['ONESMS_TEST_TIER'] === 'full' ? 1_000_000 : 100_000
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

/** Reads, and takes no other errors than our own. */
function readTyped(read: (answer: Answer) => unknown, input: Answer): void {
  try {
    expect(['object', 'string', 'undefined']).toContain(typeof read(input))
  } catch (error) {
    if (!OneSmsError.is(error)) throw error
  }
}

describe('G09 whatever a host sends', () => {
  it.each(Object.entries(parsers))(
    '%s: a typed result or a typed error',
    (_, read) => {
      fc.assert(
        fc.property(body, status, (text, code) => readTyped(read, answer(text, { status: code }))),
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
        for (const read of Object.values(parsers)) readTyped(read, answer(form))
      }
    }
  })
})

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noProblems } from '../../catalog/problems.ts'
import { OneSmsError } from '../../errors/base.ts'
import type { HostAnswer } from '../../http/host-answer.ts'
import { readDecimalId } from '../../provider/native-id.ts'
import { body as orderBody } from './__fixtures__/scripted.ts'
import { readInstant, readOperator, readPhone } from './fields.ts'
import { readCountries } from './lists.ts'
import { ask, getInbox, getOrders } from './order-questions.ts'
import { getPriceTable } from './price-table.ts'
import { readPrices } from './prices.ts'
import { readSale } from './purchase-answer.ts'
import { getBalance, getCountries, getPrices, getProducts } from './questions.ts'
import { isRefusal } from './words.ts'

const answer = (text: string, status = 200): HostAnswer => ({
  provider: 'five-sim',
  operation: 'user/check',
  currency: 'USD',
  at: 0,
  retryAfter: null,
  excerpt: '',
  status,
  body: new TextEncoder().encode(text),
})

async function drain(read: Promise<{ countries: AsyncIterable<unknown> }>) {
  for await (const _ of (await read).countries);
  return {}
}

const readers: Readonly<Record<string, (answer: HostAnswer) => unknown>> = {
  sale: readSale,
  order: ask('check', '1').read,
  page: getOrders('activation', { offset: 0, isNewestFirst: true }).read,
  inbox: getInbox('1').read,
  balance: getBalance.read,
  countries: getCountries.read,
  products: getProducts('england').read,
  prices: getPrices({ country: 'england' }).read,
  turned: getPrices({ product: 'telegram' }).read,
  table: input => drain(Promise.resolve(getPriceTable.read(input))),
}

const key = fc.constantFrom(
  ...['id', 'phone', 'sms', 'status', 'price', 'Data', 'Total', 'balance', 'england', 'telegram', 'virtual4', 'any'],
  ...['cost', 'count', 'rate', 'Category', 'Price', 'Qty', 'created_at', 'code', 'text', '', '__proto__', '..'],
)
const { value } = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 0, -1, 1090000001, Number.MAX_VALUE, '1', '+447700900123', 'RECEIVED', '', 1e-9, 1e21),
    fc.string(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 6 }),
  ),
}))
const text = fc.oneof(
  value.map(one => JSON.stringify(one)),
  fc.tuple(value, fc.nat(60)).map(([one, cut]) => JSON.stringify(one).slice(0, cut)),
  fc.constantFrom(
    'no free phones',
    '"order not found"',
    '<html>',
    '',
    'null',
    'NO PRODUCT',
    'api limit is 100',
    orderBody(),
  ),
  fc.string(),
)

describe('G09 whatever a host sends', () => {
  it.each(Object.entries(readers))('%s: a value or an error of ours', async (_, read) => {
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(200, 400, 401, 404, 429, 500, 503), async (sent, status) => {
        try {
          expect(['object', 'string']).toContain(typeof (await read(answer(sent, status))))
        } catch (error) {
          if (!OneSmsError.is(error)) throw error
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('a sale has an id and a phone, and a refusal is a sentence of the list or a status of its own', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(200, 400, 401, 429, 500), (sent, status) => {
        try {
          const { nativeId, phone } = readSale(answer(sent, status))
          expect([nativeId, phone]).toEqual([
            expect.stringMatching(/^\d{1,32}$/),
            expect.stringMatching(/^\+[1-9]\d{5,14}$/),
          ])
          expect(sent).toContain(nativeId)
        } catch (error) {
          if (!OneSmsError.is(error)) throw error
          const said = sent.replace(/^\ufeff/, '').replace(/^["'\s]+|["'\s]+$/g, '')
          if (error.rejected) expect([401, 429].includes(status) || isRefusal(said.toLowerCase())).toBe(true)
        }
      }),
      { numRuns: 5_000 },
    )
  })

  it('large answers take time in proportion', async () => {
    for (const piece of ['"', '\\"', '{"id":', '[', ' ', "'", 'no free phones ', '9', '\0']) {
      const sent = piece.repeat(Math.floor(65_536 / piece.length))
      for (const read of Object.values(readers)) {
        await Promise.resolve()
          .then(() => read(answer(sent)))
          .catch((error: unknown) => expect(OneSmsError.is(error)).toBe(true))
      }
    }
  })
})

describe('fields', () => {
  it.each([
    ['+447700900123', '+447700900123'],
    ['447700900123', '+447700900123'],
    ['00447700900123', '+447700900123'],
    ['+44 7700 900-123', '+447700900123'],
    ['+0447700900', null],
    ['12345', null],
    ['phone', null],
    [null, null],
  ])('the phone %j is %j', (written, phone) => expect(readPhone(written)).toBe(phone))

  it.each([
    ['2026-01-02T03:04:05.123456789Z', '2026-01-02T03:04:05.123Z'],
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
    ['2026-01-02T03:04:05.5+03:00', '2026-01-02T00:04:05.500Z'],
    ['2026-01-02T03:04:05', undefined],
    ['0001-01-01T00:00:00Z', undefined],
    ['2026-13-02T03:04:05Z', undefined],
    [1767323045, undefined],
  ])('the instant %j is %j', (written, instant) => expect(readInstant(written)?.toISOString()).toBe(instant))

  it.each([
    ['Virtual62', 'virtual62'],
    ['any', null],
    ['ANY', null],
    ['..', null],
    ['a/b', null],
    [4, null],
  ])('the operator %j is %j', (written, operator) => expect(readOperator(written)).toBe(operator))

  it.each([
    [1090000001, '1090000001'],
    ['9007199254740993123', '9007199254740993123'],
    [1.5, null],
    [-1, null],
    ['', null],
    [1e21, null],
  ])('the id %j is %j', (written, id) => expect(readDecimalId(written)).toBe(id))
})

// Answers of the host, kept beside the repository where somebody has collected them.
const FOLDER = join(import.meta.dirname, '../../../../../../shared/payloads/5sim')

describe.runIf(existsSync(FOLDER))('collected answers', () => {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))

  it('every country, with its networks', () => {
    const problems = noProblems()
    const rows = readCountries(read('guest_countries.reconstructed.json'), problems) ?? []
    expect(rows).toHaveLength(176)
    expect(rows.every(({ operators, name }) => operators.length > 0 && /^[A-Z]/.test(name))).toBe(true)
    expect(problems).toEqual(noProblems())
  })

  it('the prices of a service in a country; a rate that is absent is not 0', () => {
    const problems = noProblems()
    const filter = { country: 'england', product: 'telegram' }
    const rows = readPrices(read('guest_prices.country=england.product=telegram.json'), filter, problems) ?? []
    expect(rows).toHaveLength(17)
    expect(rows.find(({ operator }) => operator === 'virtual67')).toMatchObject({
      price: '0.89',
      stock: 0,
      successRate: null,
    })
    expect(rows.find(({ operator }) => operator === 'virtual8')?.successRate).toBe(0)
    expect(rows.find(({ operator }) => operator === 'virtual66')).toMatchObject({ price: '0.9', stock: 163_074 })
    expect(problems).toEqual(noProblems())
  })
})

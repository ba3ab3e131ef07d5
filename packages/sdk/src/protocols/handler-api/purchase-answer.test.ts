import { describe, expect, it } from 'vitest'
import { answer, thrownBy } from './__fixtures__/answer.ts'
import type { Answer } from './api.ts'
import { readSale } from './purchase-answer.ts'
import { refusals } from './refusals.ts'

const WORDS = refusals('UNPROCESSABLE_ENTITY')

const read = (body: string, facts: Partial<Answer> = {}) => readSale(WORDS)(answer(body, facts))
const failure = (body: string, facts: Partial<Answer> = {}) => thrownBy(() => read(body, facts))

const V2 = {
  activationId: 635468024,
  phoneNumber: '447700900123',
  activationCost: 12.5,
  currency: 840,
  countryCode: '2',
  canGetAnotherSms: '1',
  activationTime: '2022-06-01 17:30:57',
  activationEndTime: '2022-06-01 17:50:57',
  activationOperator: 'mtt',
}
const SALE = {
  nativeId: '635468024',
  phone: '+447700900123',
  price: { amount: '12.5', currency: 'USD' },
  operator: 'mtt',
  canRetry: true,
  soldAt: null,
  lifetime: 1_200_000,
  endsAt: null,
  isRental: null,
}
const UNTOLD = {
  price: null,
  operator: null,
  canRetry: null,
  soldAt: null,
  lifetime: null,
  endsAt: null,
  isRental: null,
}

describe('a sale', () => {
  it('P13 is read in the shape of either action', () => {
    expect(read(JSON.stringify(V2))).toEqual(SALE)
    expect(read('ACCESS_NUMBER:635468024:447700900123')).toEqual({
      ...UNTOLD,
      nativeId: '635468024',
      phone: '+447700900123',
    })
  })

  it.each([
    ['a mark of its encoding', `\ufeff${JSON.stringify(V2)}`],
    ['line ends', `\r\n${JSON.stringify(V2, null, 2).replaceAll('\n', '\r\n')}\r\n`],
    ['quotes around everything', JSON.stringify(JSON.stringify(V2))],
    ['numbers as text', JSON.stringify({ ...V2, activationId: '635468024', activationCost: '12.50', currency: '840' })],
    ['a phone as a number', JSON.stringify({ ...V2, phoneNumber: 447700900123 })],
    ['a status of its own', JSON.stringify({ ...V2, status: 4 })],
  ])('P12 is read through %s', (_, body) => {
    expect(read(body)).toEqual(SALE)
  })

  it('P12 is read beside any status: the body decides', () => {
    for (const status of [200, 201, 400, 429, 500]) expect(read(JSON.stringify(V2), { status })).toEqual(SALE)
  })

  it('P12 bytes that are no text do not hide it', () => {
    const body = new TextEncoder().encode('ACCESS_NUMBER:635468024:447700900123')
    expect(readSale(WORDS)(answer(new Uint8Array([0xef, 0xbb, 0xbf, ...body, 0x0a])))).toMatchObject({
      nativeId: '635468024',
    })
  })

  it('P14 keeps an id of 20 digits', () => {
    const id = '12345678901234567890'
    expect(read(`{"activationId":${id},"phoneNumber":447700900123}`)).toMatchObject({ nativeId: id })
    expect(read(`{"activationId":"${id}","phoneNumber":"447700900123"}`)).toMatchObject({ nativeId: id })
    expect(read(`ACCESS_NUMBER:${id}:447700900123`)).toMatchObject({ nativeId: id })
  })

  it('P15 normalises the phone', () => {
    expect(read('ACCESS_NUMBER:1:+44 7700 900123')).toMatchObject({ phone: '+447700900123' })
    expect(read('ACCESS_NUMBER:1:07700900123')).toMatchObject({ phone: '07700900123' })
  })

  it('P23 has no price rather than a wrong one', () => {
    for (const facts of [
      { activationCost: undefined },
      { activationCost: '' },
      { activationCost: -1 },
      { currency: 643 },
    ]) {
      expect(read(JSON.stringify({ ...V2, ...facts }))).toEqual({ ...SALE, price: null })
    }
  })
})

describe('P11 P12 half a sale keeps the id it names', () => {
  it.each([
    ['ACCESS_NUMBER:123', null],
    ['ACCESS_NUMBER:123:', '123'],
    ['ACCESS_NUMBER:123:none', '123'],
    ['ACCESS_NUMBER:123:447700900123:5', '123'],
    ['{"activationId":123}', '123'],
    ['{"activationId":12345678901234567890,"phoneNumber":"79584******"}', '12345678901234567890'],
    ['{"activationId":123,"phoneNumber":"447700900123"', '123'],
    ['{"activationId":"123","phoneNumber":"447700900123"}<!-- edge -->', '123'],
    ['{"activationId":123,"title":"NO_NUMBERS"}', '123'],
    ['{"status":"error","error":"NO_NUMBERS","activationId":123,"phoneNumber":"447700900123"}', '123'],
    ['ACCESS_NUMB', null],
    ['ACCESS_NUMBER', null],
    ['ACCESS_NUMBER:', null],
    ['ACCESS_NUMBER::447700900123', null],
    ['ACCESS_NUMBER:12a:447700900123', null],
    ['{"activationId":12', null],
    ['{"activationId":1.5,"phoneNumber":"447700900123"}', null],
    ['{"phoneNumber":"447700900123"}', null],
  ])('%s → %j', (body, activationId) => {
    expect(failure(body)).toMatchObject({ code: 'unexpected_response', activationId, rejected: false })
  })
})

describe('refusals', () => {
  it('P19 tell what there is to tell', () => {
    expect(failure('WRONG_MAX_PRICE:0.025')).toMatchObject({
      lowestPrice: { amount: '0.025', currency: 'USD' },
      hint: 'The lowest price is 0.025 USD: maxPrice is below it.',
    })
    expect(failure('{"title":"WRONG_MAX_PRICE","details":"","info":{"min":0.3}}')).toMatchObject({
      lowestPrice: { amount: '0.3', currency: 'USD' },
      rejected: true,
    })
    expect(failure('WRONG_MAX_PRICE')).toMatchObject({ lowestPrice: null, rejected: true })
    expect(failure("BANNED:'2026-01-31 12-30-00'")).toMatchObject({ until: new Date('2026-01-31T12:30:00Z') })
    expect(failure('UNPROCESSABLE_ENTITY:operator:INVALID')).toMatchObject({ kind: 'operator', rejected: true })
  })

  it.each([
    'ERROR_SQL',
    'SERVER_ERROR',
    'ERROR',
    'NEW_WORD',
    'ORDER_ALREADY_EXISTS',
    'NO_NUMBER',
    'NO_NUMBERSX',
    'no_numbers',
    'No numbers',
    'NO_NUMBERS.',
    'NO_NUMBERS:tg',
    'NO_NUMBERS\nACCESS_NUMBER:1:447700900123',
    'WRONG_MAX_PRICE:',
    'WRONG_MAX_PRICE:0.1:ACCESS_NUMBER',
    'WRONG_MAX_PRICE:cheap',
    'BANNED:soon',
    'BAD_KEY, says the proxy',
    '<p>NO_NUMBERS</p>',
    '{"text":"NO_NUMBERS"}',
    '["NO_NUMBERS"]',
    '{"title":"NO_NUMBERS","phoneNumber":"447700900123"}',
    '{"status":0,"message":"NO_NUMBERS","data":[{"id":1}]}',
    'This service is prohibited for sale',
  ])('P20 P21 %j proves nothing', body => {
    expect(failure(body)).toMatchObject({ rejected: false })
  })

  it('429 turns a request away before it is worked on, whatever its body', () => {
    for (const body of ['', 'Too Many Requests', '<html>', '{}', 'NEW_WORD', 'ERROR_SQL']) {
      expect([body, failure(body, { status: 429, retryAfter: 7_000 })]).toEqual([
        body,
        expect.objectContaining({ code: 'rate_limit', rejected: true, retryAfter: 7_000 }),
      ])
    }
    expect(failure('ACCESS_NUMBER:123:', { status: 429 })).toMatchObject({ activationId: '123', rejected: false })
  })
})

describe('what is neither', () => {
  it.each(['<html><title>Login</title>', '<!doctype html>captcha', 'Maintenance: back at 12:00'])('P09 %s', body => {
    expect(failure(body)).toMatchObject({ code: 'unexpected_response', rejected: false, excerpt: body })
  })

  it.each(['', ' \r\n', 'null', '[]', '{}', '""', 'false', '0', '{"status":"success"}'])('P10 %j', body => {
    expect(failure(body)).toMatchObject({ code: 'unexpected_response', rejected: false, activationId: null })
  })

  it.each([500, 502, 503, 504, 520, 522])('P07 P08 a page with HTTP %i', status => {
    expect(failure('<html>Bad gateway</html>', { status })).toMatchObject({
      code: 'provider_unavailable',
      rejected: false,
    })
  })

  it.each([401, 402, 403, 404, 409, 422])('HTTP %i alone proves nothing', status => {
    expect(failure('<html>', { status })).toMatchObject({ rejected: false })
  })
})

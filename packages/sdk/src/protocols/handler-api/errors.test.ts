import { describe, expect, it } from 'vitest'
import { notAnAnswer, toError } from './errors.ts'
import { readReply } from './reply.ts'
import { type AnswerContext, suspiciousEmpty, unexpectedShape } from './unexpected.ts'

const context: AnswerContext = {
  provider: 'hero-sms',
  operation: 'getPrices',
  currency: 'USD',
  status: 200,
  at: 0,
  retryAfter: null,
  excerpt: 'what it said',
}

function errorOf(body: string, answer: Partial<AnswerContext> = {}) {
  const reply = readReply(body)
  if (reply.kind === 'data' || reply.kind === 'token') return expect.fail(`${body} is no error`)
  return toError(reply, { ...context, ...answer })
}

const code = (body: string, status = 200) => errorOf(body, { status }).code

describe('C08 words', () => {
  it.each([
    [
      'authentication',
      'BAD_KEY NO_KEY WRONG_API_KEY ERROR_WRONG_KEY API_KEY_NOT_VALID BAD_API_KEY MISSING_API_KEY NOT_AUTHORIZED',
    ],
    [
      'account_blocked',
      'BANNED BANNED_GLOBAL BANNED_SPECIFIC ACCOUNT_INACTIVE CHANNELS_LIMIT SERVICE_UNAVAILABLE_REGION',
    ],
    ['insufficient_balance', 'NO_BALANCE NO_MONEY LOW_BALANCE BAD_BALANCE NO_BALANCE_FORWARD'],
    ['out_of_stock', 'NO_NUMBERS NO_NUMBER OUT_OF_STOCK NO_PROVIDERS OFFER_NOT_FOUND SERVICE_NOT_AVAILABLE'],
    [
      'unknown_reference',
      'BAD_SERVICE WRONG_SERVICE BAD_COUNTRY WRONG_COUNTRY BAD_OPERATOR WRONG_OPERATOR OPERATORS_NOT_FOUND',
    ],
    ['capability', 'BAD_ACTION WRONG_ACTION NO_ACTION'],
    ['rate_limit', 'RATE_LIMIT RATE_LIMITED TOO_MANY_REQUESTS'],
    ['provider_unavailable', 'ERROR ERROR_SQL SQL_ERROR ERROR_SQL25 SERVER_ERROR'],
  ])('%s: %s', (expected, words) => {
    for (const word of words.split(' ')) {
      expect([word, code(word)]).toEqual([word, expected])
      expect([word, code(JSON.stringify({ title: word, details: 'x' }), 400)]).toEqual([word, expected])
      expect([word, code(JSON.stringify({ status: 'error', message: word }))]).toEqual([word, expected])
    }
  })

  it.each([
    ['SERVER ERROR', 'provider_unavailable'],
    ['WRONG ACTION', 'capability'],
    ['Too Many Requests', 'rate_limit'],
    ['{"error":"Bad service"}', 'unknown_reference'],
    ['{"error":"Bad country"}', 'unknown_reference'],
    ['{"status":"false","msg":"country is incorrect"}', 'unknown_reference'],
    ['{"status":0,"message":"No access","data":[]}', 'authentication'],
    ['error code: 1020', 'rate_limit'],
    ['error code: 1015', 'rate_limit'],
    ['error code: 1010', 'unexpected_response'],
    ['UNPROCESSABLE_ENTITY:service:INVALID', 'unknown_reference'],
    ['UNPROCESSABLE_ENTITY:api_key:REQUIRED', 'authentication'],
    ['UNPROCESSABLE_ENTITY:period:INVALID', 'capability'],
    ['{"title":"UNPROCESSABLE_ENTITY","details":"x","info":{"field":"api_key"}}', 'authentication'],
    ['{"title":"UNPROCESSABLE_ENTITY","details":"BAD_SERVICE"}', 'unknown_reference'],
  ])('%s → %s', (body, expected) => {
    expect(code(body)).toBe(expected)
  })

  it('26 a word is matched whole, never by its beginning', () => {
    for (const word of [
      'NO_BALANCES',
      'NO_NUMBERSX',
      'BAD_KEYS',
      'ERROR_SQLX',
      'BANNEDX',
      'ACCESS_CANCEL',
      '__proto__',
      'CONSTRUCTOR',
    ]) {
      expect([word, code(word)]).toEqual([word, 'unexpected_response'])
    }
  })

  it('says what the provider does not know', () => {
    expect(errorOf('BAD_SERVICE')).toMatchObject({ kind: 'service' })
    expect(errorOf('{"error":"Bad country"}')).toMatchObject({ kind: 'country' })
    expect(errorOf('{"title":"UNPROCESSABLE_ENTITY","info":{"field":"country"}}')).toMatchObject({ kind: 'country' })
  })

  it('says until when the account is banned', () => {
    const until = (body: string) => (errorOf(body) as { until?: Date | null }).until?.toISOString() ?? null
    expect(until("BANNED:'2026-01-31 12-30-00'")).toBe('2026-01-31T12:30:00.000Z')
    expect(until('BANNED:2026-1-3 2:05:09')).toBe('2026-01-03T02:05:09.000Z')
    expect(until('{"title":"BANNED","info":{"banned_until":1769862600}}')).toBe('2026-01-31T12:30:00.000Z')
    expect(until('{"title":"BANNED","info":{"banned_until":1e300}}')).toBeNull()
    expect(until('BANNED:soon')).toBeNull()
    const specific = '{"title":"BANNED","info":{"scope":"specific","banned_until":1769862600}}'
    expect(errorOf(specific)).toMatchObject({
      until: null,
      hint: 'Only this service in this country is blocked until 2026-01-31T12:30:00.000Z.',
    })
    expect(errorOf('BANNED_SPECIFIC')).toMatchObject({ hint: 'Only this service in this country is blocked.' })
    expect(until('BANNED')).toBeNull()
  })
})

describe('status', () => {
  it.each([
    [401, 'authentication'],
    [402, 'insufficient_balance'],
    [429, 'rate_limit'],
    [500, 'provider_unavailable'],
    [522, 'provider_unavailable'],
    [200, 'unexpected_response'],
    [403, 'unexpected_response'],
    [404, 'unexpected_response'],
  ])('%i decides only where the body says nothing: %s', (status, expected) => {
    for (const body of ['', '<html>', '{"a":', 'nobody knows this sentence, really', 'NEW_WORD']) {
      expect([body, code(body, status)]).toEqual([body, expected])
    }
    expect(code('BAD_KEY', status)).toBe('authentication')
    expect(notAnAnswer({ ...context, status }).code).toBe(expected)
  })

  it('hands on what 429 asks for', () => {
    expect(errorOf('', { status: 429, retryAfter: 7_000 })).toMatchObject({ retryAfter: 7_000 })
    expect(errorOf('RATE_LIMIT', { retryAfter: 7_000 })).toMatchObject({ retryAfter: 7_000 })
    expect(errorOf('RATE_LIMIT')).toMatchObject({ retryAfter: null })
  })
})

describe('what is not in the protocol', () => {
  it('keeps an excerpt, and says whether it may pass', () => {
    const empty = suspiciousEmpty(context)
    expect(empty).toMatchObject({ reason: 'suspicious_empty', retryable: true, excerpt: 'what it said', status: 200 })
    expect(empty.message).toBe('hero-sms answered getPrices with an empty catalog\nIt said: "what it said"')
    expect(unexpectedShape('oddly', context)).toMatchObject({
      reason: 'shape',
      retryable: false,
      message: 'hero-sms answered getPrices oddly\nIt said: "what it said"',
    })
    expect(errorOf('NEW_WORD')).toMatchObject({ reason: 'unknown_word', retryable: false })
    expect(errorOf('<html>')).toMatchObject({ reason: 'html', retryable: true })
    expect(errorOf('{"a":')).toMatchObject({ reason: 'malformed', retryable: true })
    expect(errorOf('', { excerpt: '' })).toMatchObject({ reason: 'empty', retryable: true, hint: null })
  })
})

import { describe, expect, it } from 'vitest'
import { scripted } from './__fixtures__/scripted.ts'
import { telegramNumber } from './__fixtures__/telegram.ts'

const common =
  'NO_BALANCE BAD_KEY NO_KEY BAD_ACTION BANNED CHANNELS_LIMIT ACCOUNT_INACTIVE SERVICE_NOT_AVAILABLE UNPROCESSABLE_ENTITY RATE_LIMIT BAD_DURATION'
/** Written down here once more, so that no word comes in or goes out unseen. */
const expected = {
  rent: `${common} NO_NUMBERS BAD_SERVICE WRONG_SERVICE BAD_COUNTRY WRONG_COUNTRY WRONG_CURRENCY`.split(' '),
  extend:
    `${common} NOT_FOUND SIM_OFFLINE SIM_TEMPORARY_OFFLINE MAX_HOURS_EXCEED ACTION_NOT_AVAILABLE FREEZE_PERIOD_NOT_REACHED`.split(
      ' ',
    ),
}

/** How each word comes: HTTP status, `info`, and what it comes to. */
const words: Readonly<Record<string, readonly [status: number, code: string, info?: object]>> = {
  NO_NUMBERS: [404, 'out_of_stock'],
  NO_BALANCE: [402, 'insufficient_balance'],
  BAD_KEY: [401, 'authentication'],
  NO_KEY: [200, 'authentication'],
  BAD_ACTION: [404, 'capability'],
  BANNED: [403, 'account_blocked', { scope: 'global', banned_until: 1_893_456_000 }],
  CHANNELS_LIMIT: [403, 'account_blocked', { current_threads: 5, max_allowed: 5 }],
  ACCOUNT_INACTIVE: [403, 'account_blocked'],
  SERVICE_NOT_AVAILABLE: [403, 'out_of_stock'],
  UNPROCESSABLE_ENTITY: [422, 'capability', { field: 'duration', code: 'INVALID', message: '' }],
  RATE_LIMIT: [400, 'rate_limit'],
  BAD_DURATION: [400, 'capability', { min: 24, max: 720, available_durations: [24, 72, 168, 720] }],
  BAD_SERVICE: [400, 'unknown_reference'],
  WRONG_SERVICE: [400, 'unknown_reference'],
  BAD_COUNTRY: [400, 'unknown_reference'],
  WRONG_COUNTRY: [400, 'unknown_reference'],
  WRONG_CURRENCY: [400, 'capability'],
  NOT_FOUND: [404, 'not_found'],
  SIM_OFFLINE: [400, 'out_of_stock'],
  SIM_TEMPORARY_OFFLINE: [400, 'out_of_stock'],
  MAX_HOURS_EXCEED: [400, 'capability', { max: 336 }],
  ACTION_NOT_AVAILABLE: [400, 'invalid_transition'],
  FREEZE_PERIOD_NOT_REACHED: [400, 'invalid_transition', { retry_after_seconds: 600 }],
}

const order = { intentId: 'intent', service: 'telegram', country: 'GB', duration: { days: 1 } } as const
const rental = {
  kind: 'rental',
  id: 'host:4711',
  provider: 'host',
  nativeId: '4711',
  status: 'active',
  ...telegramNumber,
  price: null,
  createdAt: new Date(0),
  soldAt: null,
  expiresAt: null,
  cancellableAt: null,
  observedAt: new Date(0),
} as const

/** What renting, and extending, come to when this is the answer. */
const outcomes = async (body: string, status: number) => {
  const { rentals } = scripted({ getRentNumber: body, prolong: body }, { status })
  const failure = (error: unknown) => error
  return {
    rent: await rentals.rent(order, {}).catch(failure),
    extend: await rentals.extend?.({ intentId: 'more', rental, duration: { hours: 24 } }, {}).catch(failure),
  }
}

describe('the closed lists of refusals of rentals', () => {
  it('P18 P19 every word of the lists, and no other', async () => {
    for (const [word, [status, code, info]] of Object.entries(words)) {
      const { rent, extend } = await outcomes(
        JSON.stringify({ title: word, details: 'x', ...(info && { info }) }),
        status,
      )
      expect([word, rent]).toEqual([word, expect.objectContaining({ code, rejected: expected.rent.includes(word) })])
      expect([word, extend]).toEqual([
        word,
        expect.objectContaining({ code, rejected: expected.extend.includes(word) }),
      ])
    }
    const listed = new Set([...expected.rent, ...expected.extend])
    expect([...listed].filter(word => !(word in words))).toEqual([])
  })

  it.each([
    ['', 200],
    ['', 204],
    ['', 502],
    ['<html>NO_NUMBERS</html>', 200],
    ['SERVER_ERROR', 500],
    ['ERROR_SQL', 200],
    ['NEW_WORD', 400],
    ['{"title":"NO_NUMBERS","details":"","activation":{"id":1}}', 404],
    ['{"title":"ACTIVATION_NOT_ACTIVE","details":""}', 409],
    ['{"title":"NO_NUMBERS"', 404],
    ['{"phoneNumber":"447700900123","subtype":2}', 200],
    ['null', 200],
  ])('E20 P20 %j with HTTP %i proves nothing', async (body, status) => {
    const { rent, extend } = await outcomes(body, status)
    for (const error of [rent, extend]) {
      expect(error).toMatchObject({ rejected: false, code: expect.not.stringMatching('purchase_not_sent') })
    }
  })

  it('P12 half a sale keeps its id', async () => {
    for (const body of [
      '{"activationId":"99","subtype":2',
      '{"activationId":99,"phoneNumber":null,"subtype":2}',
      '{"activationId":99,"phoneNumber":"447700900123","subtype":1}',
    ]) {
      const { rent } = await outcomes(body, 200)
      expect([body, rent]).toEqual([body, expect.objectContaining({ rejected: false, activationId: '99' })])
    }
    const { extend } = await outcomes('{"activationId":99,"phoneNumber":"447700900123","subtype":2}', 200)
    expect(extend).toMatchObject({ rejected: false, activationId: '99' })
  })

  it('tell what would do instead', async () => {
    const hintOf = async (title: string, info: object) =>
      ((await outcomes(JSON.stringify({ title, details: '', info }), 400)).extend as { hint: string | null }).hint
    expect(await hintOf('BAD_DURATION', { available_durations: [24, 72] })).toBe('It sells these hours: 24, 72.')
    expect(await hintOf('MAX_HOURS_EXCEED', { max: 336 })).toBe('It sells 336 hours at most.')
    expect(await hintOf('BAD_DURATION', { available_durations: ['x'], max: '1' })).toBeNull()
    expect(await hintOf('FREEZE_PERIOD_NOT_REACHED', { retry_after_seconds: 60 })).toBe('It can be extended in 60 s.')
    expect(await hintOf('FREEZE_PERIOD_NOT_REACHED', {})).toBe('It can be extended later.')
  })
})

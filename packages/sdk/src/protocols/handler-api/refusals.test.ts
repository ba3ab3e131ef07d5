import { describe, expect, it } from 'vitest'
import { handlerApiProviders } from '../../__fixtures__/providers.ts'
import type { HandlerApiProvider } from './handler-api.ts'

const classic =
  'NO_NUMBERS NO_BALANCE NO_BALANCE_FORWARD BAD_KEY NO_KEY BAD_SERVICE BAD_COUNTRY WRONG_MAX_PRICE BANNED CHANNELS_LIMIT'
/** Written down here once more, so that no word comes in or goes out unseen. */
const expected = {
  'hero-sms': `${classic} BAD_ACTION ACCOUNT_INACTIVE SERVICE_NOT_AVAILABLE UNPROCESSABLE_ENTITY RATE_LIMIT`,
  'grizzly-sms': `${classic} BAD_ACTION SERVICE_UNAVAILABLE_REGION`,
  'sms-bower': `${classic} BAD_ACTION WRONG_SERVICE NO_ACCESS SERVICE_UNAVAILABLE_REGION`,
  'tiger-sms': `${classic} NO_PROVIDERS BAD_MAX_PRICE UNPROCESSABLE_ENTITY`,
}
const bodies: Readonly<Record<string, readonly [body: string, code: string]>> = {
  NO_NUMBERS: ['NO_NUMBERS', 'out_of_stock'],
  NO_BALANCE: ['{"title":"NO_BALANCE","details":"Not enough funds"}', 'insufficient_balance'],
  NO_BALANCE_FORWARD: ['NO_BALANCE_FORWARD', 'insufficient_balance'],
  BAD_KEY: ['{"title":"BAD_KEY","details":"Unauthorized"}', 'authentication'],
  NO_KEY: ['NO_KEY', 'authentication'],
  BAD_SERVICE: [
    '{"title":"BAD_SERVICE","details":"This service/country combination is not available"}',
    'unknown_reference',
  ],
  BAD_COUNTRY: ['BAD_COUNTRY', 'unknown_reference'],
  WRONG_MAX_PRICE: ['WRONG_MAX_PRICE:0.025', 'price_cap'],
  BANNED: ["BANNED:'2026-01-31 12-30-00'", 'account_blocked'],
  CHANNELS_LIMIT: [
    '{"title":"CHANNELS_LIMIT","details":"x","info":{"current_threads":5,"max_allowed":5}}',
    'account_blocked',
  ],
  BAD_ACTION: ['BAD_ACTION', 'capability'],
  ACCOUNT_INACTIVE: ['{"title":"ACCOUNT_INACTIVE","details":""}', 'account_blocked'],
  SERVICE_NOT_AVAILABLE: ['{"title":"SERVICE_NOT_AVAILABLE","details":""}', 'out_of_stock'],
  UNPROCESSABLE_ENTITY: [
    '{"title":"UNPROCESSABLE_ENTITY","details":"Validation failed","info":{"field":"service","code":"INVALID","message":""}}',
    'unknown_reference',
  ],
  RATE_LIMIT: ['{"title":"RATE_LIMIT","details":""}', 'rate_limit'],
  SERVICE_UNAVAILABLE_REGION: ['SERVICE_UNAVAILABLE_REGION', 'account_blocked'],
  WRONG_SERVICE: ['WRONG_SERVICE', 'unknown_reference'],
  NO_ACCESS: ['{"status":0,"message":"No access","data":[]}', 'authentication'],
  NO_PROVIDERS: ['{"title":"NO_PROVIDERS","details":"No providers found"}', 'out_of_stock'],
  BAD_MAX_PRICE: ['BAD_MAX_PRICE', 'price_cap'],
}

/** What a purchase comes to when this is the answer. */
function buy(provider: (typeof handlerApiProviders)[number]['provider'], body: string): Promise<unknown> {
  const fetch = async () => new Response(body)
  const { activations }: HandlerApiProvider = provider({ apiKey: '0123456789abcdef', fetch })
  return activations
    .purchase({ intentId: 'intent', service: { nativeId: 'tg' }, country: { nativeId: '187' } }, {})
    .catch((error: unknown) => error)
}

describe('the closed lists of refusals', () => {
  it.each(handlerApiProviders)('P18 P19 $id: every word of its list, and no other', async ({ id, provider }) => {
    const words = expected[id].split(' ')
    expect(words.filter(word => !(word in bodies))).toEqual([])
    for (const [word, [body, code]] of Object.entries(bodies)) {
      const error = await buy(provider, body)
      expect([word, error]).toEqual([word, expect.objectContaining({ code, rejected: words.includes(word) })])
    }
  })

  it.each(handlerApiProviders)(
    'P20 $id: an internal error and a word nobody knows prove nothing',
    async ({ provider }) => {
      for (const body of ['ERROR_SQL', 'SERVER_ERROR', 'NEW_WORD', 'ORDER_ALREADY_EXISTS']) {
        expect([body, await buy(provider, body)]).toEqual([body, expect.objectContaining({ rejected: false })])
      }
    },
  )
})

import { describe, expect, it } from 'vitest'
import { tinyEmulator, withKey } from '../__fixtures__/tiny-emulator.ts'
import type { HandlerApiDialectName } from './dialects.ts'

const dialects = ['hero-sms', 'sms-bower', 'tiger-sms', 'classic'] as const

const NOT_FOUND = '{"title":"BAD_ACTION","details":"Action not found"}'
const UNAVAILABLE = '"details":"This service/country combination is not available"}'
const BAD_COUNTRY = '{"status":"false","msg":"country is incorrect"}'
const BAD_SERVICE = '{"status":"false","msg":"service is incorrect"}'

/** Query → status and body, as the description of the protocol has them. */
type Expected = readonly (readonly [query: string, status: number, body: string])[]

const services: Expected = [
  [
    'getServicesList',
    200,
    '{"status":"success","services":[{"code":"tg","name":"Telegram"},{"code":"wa","name":"Whatsapp"}]}',
  ],
  ['getServicesList&lang=ru&country=16', 200, '{"status":"success","services":[{"code":"tg","name":"Telegram"}]}'],
  ['getServicesList&country=3', 200, '{"status":"success","services":[]}'],
]

const expectations: Readonly<Record<HandlerApiDialectName, Expected>> = {
  'hero-sms': [
    ['getBalance', 200, 'ACCESS_BALANCE:100.0000'],
    ...services,
    ['getServicesList&country=abc', 200, BAD_COUNTRY],
    ['getOperators&country=16', 200, 'OPERATORS_NOT_FOUND'],
    [
      'getPrices',
      200,
      '{"16":{"tg":{"cost":0.5,"count":1,"physicalCount":0}},"187":{"tg":{"cost":0.25,"count":28,"physicalCount":4},"wa":{"cost":1.2,"count":0,"physicalCount":0}}}',
    ],
    ['getPrices&service=tg&country=187', 200, '{"187":{"tg":{"cost":0.25,"count":28,"physicalCount":4}}}'],
    ['getPrices&country=16', 200, '{"16":{"tg":{"cost":0.5,"count":1,"physicalCount":0}}}'],
    ['getPrices&service=wa&country=16', 200, '{}'],
    ['getPrices&service=tg&country=0', 200, '{}'],
    ['getPrices&country=9999', 200, BAD_COUNTRY],
    ['getPrices&service=__probe__', 200, BAD_SERVICE],
    ['getPricesV2', 404, NOT_FOUND],
    ['getPricesV3&service=tg&country=187', 404, NOT_FOUND],
    ['getNumbersStatus&country=187', 200, '{"tg":28,"wa":0}'],
    ['getNumbersStatus&country=3', 200, '{}'],
    [
      'getNumbersStatus',
      422,
      `{"title":"UNPROCESSABLE_ENTITY","details":"Validation failed","info":{"field":"country","code":"INVALID","message":"Param 'country' must be a number"}}`,
    ],
    ['getTopCountriesByService&service=__probe__', 400, '{"title":"BAD_SERVICE","details":"Service not found"}'],
    ['getTopCountriesByService&service=wa', 200, '{}'],
    ['nosuchaction', 404, NOT_FOUND],
  ],
  'sms-bower': [
    ['getBalance', 200, 'ACCESS_BALANCE:100.0000'],
    ...services,
    ['getServicesList&country=abc', 200, '{"error":"Bad country"}'],
    ['getOperators&country=187', 200, '{"status":"success","countryOperators":{"187":[]}}'],
    ['getOperators&country=9', 200, '{"status":"success","countryOperators":[]}'],
    [
      'getPrices',
      200,
      '{"16":{"tg":{"cost":0.5,"count":1}},"187":{"tg":{"cost":0.25,"count":28},"wa":{"cost":1.2,"count":0}},"":{"tg":{"cost":0.5,"count":3}}}',
    ],
    ['getPrices&service=tg&country=187', 200, '{"187":{"tg":{"cost":0.25,"count":28}}}'],
    ['getPrices&service=wa&country=16', 200, '[]'],
    ['getPrices&country=9999', 200, '{"error":"Bad country"}'],
    ['getPrices&service=__probe__', 200, '{"error":"Bad service"}'],
    ['getPricesV2&service=tg&country=16', 200, '{"16":{"tg":{"0.50":1}}}'],
    ['getPricesV2&service=__probe__', 200, '{"error":"Bad service"}'],
    ['getPricesV3&service=__probe__&country=187', 200, 'BAD_SERVICE'],
    ['getPricesV3&service=tg&country=9999', 200, 'BAD_COUNTRY'],
    ['getFreePrices', 200, 'BAD_ACTION'],
    ['getNumbersStatus&country=187', 200, 'BAD_ACTION'],
    ['getTopCountriesByService', 200, '{"error":"Bad service"}'],
    ['getTopCountriesByServiceRank&service=tg', 200, 'BAD_ACTION'],
    ['nosuchaction', 200, 'BAD_ACTION'],
  ],
  'tiger-sms': [
    ['getBalance', 200, 'ACCESS_BALANCE:100.0000'],
    ['getBalance&format=json', 200, '{"balance":"100.0000","currency":840}'],
    ...services,
    ['getServicesList&country=abc', 200, 'BAD_COUNTRY'],
    ['getOperators', 200, 'BAD_ACTION'],
    [
      'getPrices',
      200,
      '{"16":{"tg":{"cost":"0.5000","count":1}},"187":{"tg":{"cost":"0.2500","count":28},"wa":{"cost":"1.2000","count":0}}}',
    ],
    ['getPrices&service=wa&country=16', 200, '{}'],
    ['getPrices&country=9999', 200, 'BAD_COUNTRY'],
    ['getPrices&service=__probe__', 200, 'BAD_SERVICE'],
    [
      'getPricesV2&service=tg&country=16',
      200,
      '{"16":{"tg":{"prices":{"0.50":1},"has_multi":{"0.50":true},"saleAveragePrice":0.5}}}',
    ],
    [
      'getFreePrices&service=tg&country=16',
      200,
      '{"16":{"tg":{"prices":{"0.50":1},"has_multi":{"0.50":true},"saleAveragePrice":0.5}}}',
    ],
    ['getPricesV2&service=__probe__', 200, `{"title":"BAD_SERVICE",${UNAVAILABLE}`],
    ['getPricesV2&country=9999', 200, `{"title":"BAD_COUNTRY",${UNAVAILABLE}`],
    ['getPricesV3&country=187', 200, `{"title":"BAD_SERVICE",${UNAVAILABLE}`],
    ['getPricesV3&service=tg', 200, `{"title":"BAD_COUNTRY",${UNAVAILABLE}`],
    ['getPricesV3&service=wa&country=16', 200, '{"title":"NO_PROVIDERS","details":"No providers found"}'],
    ['getNumbersStatus&country=187', 200, 'BAD_ACTION'],
    ['getTopCountriesByService&service=tg', 200, 'BAD_ACTION'],
    ['nosuchaction', 200, 'BAD_ACTION'],
  ],
  classic: [
    ['getBalance', 200, 'ACCESS_BALANCE:100.0000'],
    ...services,
    ['getServicesList&country=abc', 200, BAD_COUNTRY],
    ['getOperators&country=16', 200, '{"status":"error","error":"OPERATORS_NOT_FOUND"}'],
    ['getPrices&service=tg&country=187', 200, '{"187":{"tg":{"cost":0.25,"count":28,"physicalCount":4}}}'],
    ['getPrices&service=wa&country=16', 200, '{}'],
    ['getPrices&country=9999', 200, BAD_COUNTRY],
    ['getPrices&service=__probe__', 200, BAD_SERVICE],
    ['getPricesV2', 200, 'BAD_ACTION'],
    ['getPricesV3&service=tg&country=187', 200, 'BAD_ACTION'],
    ['getNumbersStatus&country=187', 200, '{"tg_0":"28","wa_0":"0"}'],
    ['getNumbersStatus', 200, '{}'],
    [
      'getTopCountriesByService&service=tg',
      200,
      '{"0":{"country":187,"count":28,"price":0.25,"retail_price":0.5},"1":{"country":16,"count":1,"price":0.5,"retail_price":1}}',
    ],
    [
      'getTopCountriesByServiceRank',
      200,
      '{"tg":{"0":{"country":187,"count":28,"price":0.25,"retail_price":0.5},"1":{"country":16,"count":1,"price":0.5,"retail_price":1}},"wa":{}}',
    ],
    ['getTopCountriesByService&service=__probe__', 200, 'BAD_SERVICE'],
    ['nosuchaction', 200, 'BAD_ACTION'],
  ],
}

describe.each(dialects)('answers of %s', dialect => {
  it.each(expectations[dialect])('%s → %i', async (query, status, body) => {
    const answer = await withKey(tinyEmulator(dialect), query)
    expect({ status: answer.status, body: answer.body }).toEqual({ status, body })
  })

  it('has a content type of its own', async () => {
    const emulator = tinyEmulator(dialect)
    const types = [(await withKey(emulator, 'getBalance')).type, (await withKey(emulator, 'getPrices')).type]
    expect(types).toEqual(
      dialect === 'hero-sms'
        ? ['text/html; charset=UTF-8', 'text/html; charset=UTF-8']
        : ['text/plain; charset=utf-8', 'application/json'],
    )
  })
})

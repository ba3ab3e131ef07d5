import { classicDialect } from '../../protocols/handler-api/dialect.ts'
import { type HandlerApiOptions, type HandlerApiProvider, handlerApi } from '../../protocols/handler-api/handler-api.ts'
import { refusals } from '../../protocols/handler-api/refusals.ts'

/**
 * Tiger SMS. Reads `TIGER_SMS_API_KEY`.
 *
 * Sources: its published interface description, probes of the live host by third parties (2026-08-30). No limit is
 * published; one request a second was safe. Its ladders are cumulative: numbers to be had at that price or less.
 *
 * Buying, by the same sources: it takes `operator` and ignores it, `maxPrice` is a ceiling, lists come in pages, there is no
 * history. It says `BAD_ACTION` of any failure inside a known action, so the word proves nothing here. `getStatus` is
 * asked, since nobody knows how its `getStatusV2` tells a wait for another SMS.
 */
export function tigerSms(options?: HandlerApiOptions): HandlerApiProvider {
  return handlerApi(
    {
      id: 'tiger-sms',
      name: 'Tiger SMS',
      baseUrl: 'https://api.tiger-sms.com/stubs/handler_api.php',
      knownHosts: ['api.tiger-sms.com', 'tiger-sms.com'],
      env: 'TIGER_SMS_API_KEY',
      dialect: {
        ...classicDialect,
        requestsPerSecond: 1,
        operators: false,
        precise: 'getPricesV2',
        ladder: 'cumulative',
        refusals: refusals('NO_PROVIDERS BAD_MAX_PRICE UNPROCESSABLE_ENTITY', { without: 'BAD_ACTION' }),
        priceCap: true,
        reference: 'none',
        openList: 'paged',
        historyLimit: null,
      },
    },
    options,
  )
}

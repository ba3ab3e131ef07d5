import { classicDialect } from '../../protocols/handler-api/dialect.ts'
import { type HandlerApiOptions, type HandlerApiProvider, handlerApi } from '../../protocols/handler-api/handler-api.ts'
import { refusals } from '../../protocols/handler-api/refusals.ts'

/**
 * SMSBower. Reads `SMS_BOWER_API_KEY`.
 *
 * Sources: its public documentation, probes of the live host by third parties (2026-08-30). It sells by supplier, each at
 * a price of its own, and tells them in `getPricesV3`.
 *
 * Buying: `maxPrice` is documented. `WRONG_SERVICE` and `No access` were probed. `getActiveActivations` answers
 * `BAD_ACTION`, so a purchase whose answer was lost is cleared up by hand. Calls about SMS are documented; nothing signs them.
 */
export function smsBower(options?: HandlerApiOptions): HandlerApiProvider<'webhooks'> {
  return handlerApi(
    {
      id: 'sms-bower',
      name: 'SMSBower',
      baseUrl: 'https://smsbower.page/stubs/handler_api.php',
      knownHosts: ['smsbower.page', 'smsbower.app', 'smsbower.online', 'smsbower.org', 'smsbower.com', 'smsbower.net'],
      env: 'SMS_BOWER_API_KEY',
      dialect: {
        ...classicDialect,
        precise: 'getPricesV3',
        refusals: refusals('WRONG_SERVICE NO_ACCESS SERVICE_UNAVAILABLE_REGION'),
        priceCap: true,
        reference: 'none',
        openList: null,
        historyLimit: null,
        webhooks: true,
      },
    },
    options,
  )
}

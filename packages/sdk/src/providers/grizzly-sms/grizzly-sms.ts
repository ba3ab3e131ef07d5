import { classicDialect } from '../../protocols/handler-api/dialect.ts'
import { type HandlerApiOptions, type HandlerApiProvider, handlerApi } from '../../protocols/handler-api/handler-api.ts'
import { refusals } from '../../protocols/handler-api/refusals.ts'

/**
 * GrizzlySMS. Reads `GRIZZLY_SMS_API_KEY`.
 *
 * Sources: its public documentation and public clients (2026). Currency by clients alone; whether it has `getOperators`
 * is unknown, so it is not offered.
 *
 * Buying: `maxPrice` and the refusal of some regions are documented. Whether it lists open activations or has a history is
 * unknown, so neither is asked for: a purchase whose answer was lost is then cleared up by hand.
 */
export function grizzlySms(options?: HandlerApiOptions): HandlerApiProvider {
  return handlerApi(
    {
      id: 'grizzly-sms',
      name: 'GrizzlySMS',
      baseUrl: 'https://api.grizzlysms.com/stubs/handler_api.php',
      knownHosts: ['api.grizzlysms.com', 'grizzlysms.com'],
      env: 'GRIZZLY_SMS_API_KEY',
      dialect: {
        ...classicDialect,
        operators: false,
        precise: 'getPricesV3',
        refusals: refusals('SERVICE_UNAVAILABLE_REGION'),
        priceCap: true,
        reference: 'none',
        openList: null,
        historyLimit: null,
      },
    },
    options,
  )
}

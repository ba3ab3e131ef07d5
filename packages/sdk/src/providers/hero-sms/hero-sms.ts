import { classicDialect } from '../../protocols/handler-api/dialect.ts'
import { type HandlerApiOptions, type HandlerApiProvider, handlerApi } from '../../protocols/handler-api/handler-api.ts'
import { refusals } from '../../protocols/handler-api/refusals.ts'

/**
 * HeroSMS. Reads `HERO_SMS_API_KEY`.
 *
 * Sources: its published interface description (2026), probes of the live host by third parties (2026-08, 2026-09).
 * Its rules page allows 50 requests a second, yet a probe met 429 after about six quick catalog reads: hence 3.
 */
export function heroSms(options?: HandlerApiOptions): HandlerApiProvider {
  return handlerApi(
    {
      id: 'hero-sms',
      name: 'HeroSMS',
      baseUrl: 'https://hero-sms.com/stubs/handler_api.php',
      knownHosts: ['hero-sms.com'],
      env: 'HERO_SMS_API_KEY',
      dialect: {
        ...classicDialect,
        requestsPerSecond: 3,
        refusals: refusals('ACCOUNT_INACTIVE SERVICE_NOT_AVAILABLE UNPROCESSABLE_ENTITY RATE_LIMIT'),
        operatorChoice: true,
        priceCap: true,
        reference: 'none',
        openList: 'paged',
        status: 'getStatusV2',
        historyLimit: 'size',
      },
    },
    options,
  )
}

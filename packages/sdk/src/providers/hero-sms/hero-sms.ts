import { classicDialect } from '../../protocols/handler-api/dialect.ts'
import { type HandlerApiOptions, type HandlerApiProvider, handlerApi } from '../../protocols/handler-api/handler-api.ts'
import { refusals } from '../../protocols/handler-api/refusals.ts'

/**
 * HeroSMS. Reads `HERO_SMS_API_KEY`.
 *
 * Sources: its published interface description (2026), probes of the live host by third parties (2026-08, 2026-09).
 * Its rules page allows 50 requests a second, yet a probe met 429 after about six quick catalog reads: hence 3.
 *
 * Buying, by the interface description: errors as JSON with a real HTTP status, a choice of operator in any country, `maxPrice`
 * as a ceiling, no `orderId`, lists in pages of 100, messages with ids of their own in `getStatusV2`, a cancellation after
 * 120 s. By its rules page a number lives 20 minutes, and longer for some services; the answer then says so.
 *
 * Renting, by the later interface description (2026): lengths of time are those of `serviceCountRent`, since its pages name
 * three different lists; there is no `maxPrice`. A rental without an SMS is taken back for its price from 2 to 20 minutes
 * after it was sold. Calls about SMS are documented, from up to three addresses of the account; nothing signs them.
 */
export function heroSms(options?: HandlerApiOptions): HandlerApiProvider<'rentals' | 'webhooks'> {
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
        rentals: 'generation-2',
        webhooks: true,
      },
    },
    options,
  )
}

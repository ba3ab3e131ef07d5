import { expectTypeOf, it } from 'vitest'
import type { Provider } from '../../provider/provider.ts'
import type { RentalsFacet } from '../../provider/rentals.ts'
import type { WebhooksFacet } from '../../provider/webhooks.ts'
import type { grizzlySms } from '../../providers/grizzly-sms/index.ts'
import type { heroSms } from '../../providers/hero-sms/index.ts'
import type { smsBower } from '../../providers/sms-bower/index.ts'
import type { tigerSms } from '../../providers/tiger-sms/index.ts'
import type { classicDialect } from './dialect.ts'
import type { handlerApi } from './handler-api.ts'

type Hero = ReturnType<typeof heroSms>
type Bower = ReturnType<typeof smsBower>
type Tiger = ReturnType<typeof tigerSms>
type Grizzly = ReturnType<typeof grizzlySms>

type Of<D extends typeof classicDialect> = ReturnType<typeof handlerApi<D>>

it('only HeroSMS rents, only HeroSMS and SMSBower call, by their types', () => {
  expectTypeOf<Hero>().toHaveProperty('rentals').toEqualTypeOf<RentalsFacet>()
  expectTypeOf<Hero>().toHaveProperty('webhooks').toEqualTypeOf<WebhooksFacet>()
  expectTypeOf<Bower>().toHaveProperty('webhooks').toEqualTypeOf<WebhooksFacet>()
  expectTypeOf<Bower>().not.toHaveProperty('rentals')
  expectTypeOf<Tiger | Grizzly>().not.toHaveProperty('rentals')
  expectTypeOf<Tiger | Grizzly>().not.toHaveProperty('webhooks')
  expectTypeOf<Hero | Bower | Tiger | Grizzly>().toExtend<Provider>()
})

it('what a dialect is not known to have, its provider is not known to have', () => {
  expectTypeOf<Of<typeof classicDialect>>().not.toHaveProperty('rentals')
  expectTypeOf<Of<typeof classicDialect & { rentals: 'generation-2' }>>().toHaveProperty('rentals')
  expectTypeOf<Of<typeof classicDialect & { webhooks: true }>>().toHaveProperty('webhooks')
})

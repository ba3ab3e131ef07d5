import { describe, it } from 'vitest'
import type { HandlerApiOptions } from '../protocols/handler-api/handler-api.ts'
import type { Provider } from '../provider/provider.ts'
import {
  createHandlerApiEmulator,
  describeProvider,
  type HandlerApiDialectName,
  type ProviderSuite,
} from '../testing/index.ts'

type Factory = (options: HandlerApiOptions) => Provider

/** The suite for a host of the handler dialect, against the emulator's dialect that comes nearest to it. */
export function handlerApiSuite(create: Factory, dialect: HandlerApiDialectName): ProviderSuite {
  return {
    create: ({ fetch, apiKey }) => create({ fetch, apiKey, requestsPerSecond: 10_000 }),
    emulator(wishes) {
      const size = { services: 5, countries: 195 }
      const emulator = createHandlerApiEmulator({ ...wishes, dialect, size, autoSms: false })
      emulator.catalog.setOffer('187', 'tg', { price: '0.25', stock: 1_000, flat: true })
      emulator.catalog.setOffer('187', 'wa', { price: '0.25', stock: 0 })
      return emulator
    },
    sells: { service: 'telegram', country: 'US' },
    soldOut: { service: 'whatsapp', country: 'US' },
  }
}

/** Runs the conformance suite for such a host. */
export const describeHandlerApi = (create: Factory, dialect: HandlerApiDialectName): void =>
  describeProvider({ ...handlerApiSuite(create, dialect), describe, it })

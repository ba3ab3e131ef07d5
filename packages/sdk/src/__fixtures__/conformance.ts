import { describe, it } from 'vitest'
import type { HandlerApiOptions } from '../protocols/handler-api/handler-api.ts'
import type { Provider } from '../provider/provider.ts'
import {
  createHandlerApiEmulator,
  describeProvider,
  type EmulatedVendor,
  type HandlerApiDialectName,
  type ProviderSuite,
  type VendorWishes,
} from '../testing/index.ts'

type Factory = (options: HandlerApiOptions) => Provider

/** Dialects whose hosts call about SMS. */
const CALLING: ReadonlySet<HandlerApiDialectName> = new Set(['hero-sms', 'sms-bower'])

/** The suite for a host of the handler dialect, against the emulator's dialect that comes nearest to it. */
export function handlerApiSuite(create: Factory, dialect: HandlerApiDialectName): ProviderSuite {
  return {
    create: ({ fetch, apiKey }) => create({ fetch, apiKey, requestsPerSecond: 10_000 }),
    emulator: wishes => emulatorOf(dialect, wishes),
    sells: { service: 'telegram', country: 'US' },
    soldOut: { service: 'whatsapp', country: 'US' },
    rents: { service: 'telegram', country: 'GB', duration: { hours: 24 } },
  }
}

/** Such a vendor, which has telegram in the US and in GB to rent, and no whatsapp. */
export function emulatorOf(dialect: HandlerApiDialectName, wishes: VendorWishes): EmulatedVendor {
  let latest: Promise<string> | undefined
  const url = 'https://receiver.test/webhook'
  const fetch = async (request: Request) => {
    latest = request.text()
    return new Response()
  }
  const webhook = CALLING.has(dialect) ? { url, fetch } : undefined
  const size = { services: 5, countries: 195 }
  const emulator = createHandlerApiEmulator({ ...wishes, dialect, size, autoSms: false, ...(webhook && { webhook }) })
  emulator.catalog.setOffer('187', 'tg', { price: '0.25', stock: 1_000, flat: true })
  emulator.catalog.setOffer('187', 'wa', { price: '0.25', stock: 0 })
  emulator.rentals.setOffer('16', 'tg', 24, { price: '1.5', stock: 100 })
  if (!webhook) return emulator
  return {
    ...emulator,
    webhook: async () => new Request(url, { method: 'POST', body: (await latest) ?? '' }),
  }
}

/** Runs the conformance suite for such a host. */
export const describeHandlerApi = (create: Factory, dialect: HandlerApiDialectName): void =>
  describeProvider({ ...handlerApiSuite(create, dialect), describe, it })

import type { HandlerApiDialectName } from '../dialects/dialects.ts'
import { createHandlerApiEmulator, type HandlerApiEmulator } from '../emulator.ts'

/** The address of the API, at a host that does not exist. */
export const ADDRESS = 'https://emulator.test/stubs/handler_api.php'

/** England sells Telegram; the United States sell Telegram and have no WhatsApp left. */
export function tinyEmulator(dialect: HandlerApiDialectName): HandlerApiEmulator {
  const emulator = createHandlerApiEmulator({ dialect, size: { services: 2, countries: 2 } })
  emulator.catalog.setOffer('16', 'tg', { price: '0.5', stock: 1 })
  emulator.catalog.removeOffer('16', 'wa')
  emulator.catalog.setOffer('187', 'tg', { price: '0.25', stock: 28 })
  emulator.catalog.setOffer('187', 'wa', { price: '1.2', stock: 0 })
  return emulator
}

/** Asks with this query and no key. */
export async function ask(emulator: HandlerApiEmulator, query: string, init?: RequestInit) {
  const response = await emulator.fetch(`${ADDRESS}?${query}`, init)
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() }
}

/** Asks for an action, with further parameters behind it, under the right key. */
export const withKey = (emulator: HandlerApiEmulator, query: string) =>
  ask(emulator, `api_key=emulator-key&action=${query}`)

import type { HandlerApiDialectName } from '../dialects/dialects.ts'
import { createHandlerApiEmulator, type HandlerApiEmulator, type HandlerApiEmulatorOptions } from '../emulator.ts'

/** The address of the API, at a host that does not exist. */
export const ADDRESS = 'https://emulator.test/stubs/handler_api.php'

/** England sells Telegram; the United States sell Telegram and have no WhatsApp left. */
export function tinyEmulator(
  dialect: HandlerApiDialectName,
  options: Omit<HandlerApiEmulatorOptions, 'dialect' | 'size'> = {},
): HandlerApiEmulator {
  const emulator = createHandlerApiEmulator({ ...options, dialect, size: { services: 2, countries: 2 } })
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

/** A shop with a thousand Telegram numbers of the United States at one price, no SMS but by hand, and what can be done in it. */
export function shop(
  dialect: HandlerApiDialectName,
  options: Omit<HandlerApiEmulatorOptions, 'dialect' | 'size'> = {},
) {
  const emulator = tinyEmulator(dialect, { autoSms: false, ...options })
  emulator.catalog.setOffer('187', 'tg', { price: '0.25', stock: 1_000, flat: true })
  const get = async (query: string) => {
    const { status, body } = await withKey(emulator, query)
    return status === 200 ? body : `${status} ${body}`
  }
  return {
    emulator,
    get,
    /** The JSON of an answer. */
    json: async (query: string) => JSON.parse((await withKey(emulator, query)).body),
    /** Buys one and answers its id. */
    async buy(service = 'tg', country = '187'): Promise<string> {
      const [, id = ''] = (await get(`getNumber&service=${service}&country=${country}`)).split(':')
      return id
    },
    set: (id: string, status: string) => get(`setStatus&id=${id}&status=${status}`),
    row: (id: string) => emulator.ledger.activations().find(activation => activation.id === id),
  }
}

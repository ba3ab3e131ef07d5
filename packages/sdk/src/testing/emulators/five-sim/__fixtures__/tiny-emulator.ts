import { createFiveSimEmulator, type FiveSimEmulator, type FiveSimEmulatorOptions } from '../emulator.ts'

/** The address of the API, at a host that does not exist. */
export const ADDRESS = 'https://emulator.test/v1'

/** England and the United States, which both sell Telegram; WhatsApp is in stock in neither. */
export function tinyEmulator(options: Omit<FiveSimEmulatorOptions, 'size'> = {}): FiveSimEmulator {
  const emulator = createFiveSimEmulator({ ...options, size: { services: 2, countries: 2 } })
  const { catalog } = emulator
  const [cheap = '', dear = ''] = catalog.operatorsOf('england')
  catalog.setOffer('england', 'telegram', {
    operators: [
      { operator: cheap, price: '0.25', stock: 1_000, rate: 42.1 },
      { operator: dear, price: '0.3425', stock: 28 },
    ],
  })
  catalog.removeOffer('england', 'whatsapp')
  catalog.setOffer('usa', 'telegram', { price: '0.5', stock: 1, flat: true })
  catalog.setOffer('usa', 'whatsapp', { price: '1.2', stock: 0 })
  catalog.setHosting('england', { product: '1day', hours: 24, operator: cheap, price: '4.5', stock: 2 })
  return emulator
}

/** A shop with no SMS but by hand, and what can be done in it. */
export function shop(options: Omit<FiveSimEmulatorOptions, 'size'> = {}) {
  const emulator = tinyEmulator({ autoSms: false, ...options })
  const ask = (path: string, init?: RequestInit) =>
    emulator.fetch(`${ADDRESS}${path}`, { headers: { authorization: `Bearer ${emulator.apiKey}` }, ...init })
  /** The body of an answer, behind its status where that is not 200. */
  const get = async (path: string, init?: RequestInit) => {
    const response = await ask(path, init)
    const body = await response.text()
    return response.status === 200 ? body : `${response.status} ${body}`.trim()
  }
  const json = async (path: string) => JSON.parse(await get(path))
  return {
    emulator,
    ask,
    get,
    json,
    /** Buys one and answers its id. */
    async buy(what = 'activation/england/any/telegram'): Promise<string> {
      return String((await json(`/user/buy/${what}`)).id)
    },
    row: (id: string) => emulator.ledger.activations().find(activation => activation.id === id),
    operators: emulator.catalog.operatorsOf('england'),
  }
}

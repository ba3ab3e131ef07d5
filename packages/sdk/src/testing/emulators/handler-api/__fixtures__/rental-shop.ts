import type { HandlerApiEmulatorOptions } from '../emulator.ts'
import { ADDRESS, shop } from './tiny-emulator.ts'

export const RENT = 'getRentNumber&service=tg&country=187'

/** The shop, which rents out ten Telegram numbers of the United States for a day at 2 dollars and for a week at 5. */
export function rentalShop(options: Omit<HandlerApiEmulatorOptions, 'dialect' | 'size'> = {}) {
  const all = shop('hero-sms', options)
  const { emulator } = all
  emulator.rentals.setOffer('187', 'tg', 24, { price: '2', stock: 10 })
  emulator.rentals.setOffer('187', 'tg', 168, { price: '5', stock: 10 })
  /** Posts a query and answers like `get`. */
  const post = async (query: string) => {
    const response = await emulator.fetch(`${ADDRESS}?api_key=emulator-key&action=${query}`, { method: 'POST' })
    const body = await response.text()
    return response.status === 200 ? body : `${response.status} ${body}`
  }
  return {
    ...all,
    post,
    /** Rents one for a day and answers its id. */
    rent: async (): Promise<string> => (await all.json(`${RENT}&duration=24`)).activationId,
    extend: (id: string, hours: number) => post(`prolong&id=${id}&duration=${hours}`),
    rental: (id: string) => emulator.ledger.rentals().find(one => one.id === id),
  }
}

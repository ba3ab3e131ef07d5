import type { Activation } from '../activations/activation.ts'
import type { Order } from '../activations/order.ts'
import { fromMicros, toMicros } from '../catalog/decimal.ts'
import type { EmulatorRentalOffer } from '../rentals/rental-catalog.ts'
import { atDesk } from './altered.ts'

/** A desk that answers with what was sold before, and sells behind it where `charged`. */
export const soldBefore = (charged: boolean) =>
  atDesk(desk => {
    const before = <O extends Order, R>(order: O, rented: boolean, sell: (order: O) => Activation | R) => {
      const earlier = desk.open().find(one => (one.rental !== null) === rented && isSame(order, one))
      if (!earlier || charged) {
        const outcome = sell(order)
        if (!earlier) return outcome
      }
      return earlier
    }
    return {
      buy: order => before(order, false, desk.buy),
      rent: order => before(order, true, desk.rent),
      extend(order) {
        const rental = desk.find(order.id)
        if (!rental) return desk.extend(order)
        const asItWas = { ...rental }
        if (charged) desk.extend(order)
        return asItWas
      },
    }
  })

/** A desk that charges `price`; without one, twice the cap of the order or the usual price. */
export const soldFor = (price: string | undefined) =>
  atDesk((desk, { catalog, rentals }) => ({
    buy(order) {
      const usual = catalog.offersOf(order.country, order.service)[0]?.price ?? '0'
      return desk.buy({ ...order, charge: price ?? twice(order.maxPrice ?? usual) })
    },
    rent(order) {
      const usual = priceOf(rentals.offersOf(order.country, order.service), order.hours)
      return desk.rent({ ...order, charge: price ?? twice(usual) })
    },
    extend(order) {
      const rental = desk.find(order.id)
      const usual = priceOf((rental && desk.extensionsOf(rental)) ?? [], order.hours)
      return desk.extend({ ...order, charge: price ?? twice(usual) })
    },
  }))

const isSame = (order: Order, { service, country }: Activation) =>
  order.service === service && order.country === country.id

const priceOf = (offers: readonly EmulatorRentalOffer[], hours: number) =>
  offers.find(offer => offer.hours === hours)?.price ?? '0'

const twice = (price: string) => fromMicros(toMicros(price) * 2)

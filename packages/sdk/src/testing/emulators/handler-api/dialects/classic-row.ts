import type { EmulatorOffer } from '../catalog/view.ts'
import type { Scene } from '../scene.ts'

/** `{"cost":0.5,"count":10,"physicalCount":7}`: the last tells how many are real SIM cards, at most places none. */
export const pricedRow = ({ price, stock }: EmulatorOffer, { spelling }: Scene): string =>
  `{"cost":${spelling.price(price)},"count":${spelling.count(`${stock}`)},"physicalCount":${physicalCount(stock)}}`

/** A seventh of every fourth pool. */
const physicalCount = (stock: number) => (stock % 4 === 0 ? Math.floor(stock / 7) : 0)

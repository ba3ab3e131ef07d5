import type { Money } from '@onesms/sdk'
import { compareMoney } from '@onesms/sdk'
import type { Watch } from './watch.ts'

/** What a watch sees; `null` where nobody can tell. */
export interface Seen {
  readonly stock: number | null
  readonly price: Money | null
}

/** Whether a line is crossed now, and which way it was crossed just now, if it was. */
export interface Crossed {
  readonly isBeyond: boolean
  readonly told: 'stock.below' | 'stock.above' | 'price.above' | 'price.below' | null
}

/**
 * Where a watch stands after a look; `null` where nothing was to be seen. What is beyond its line is back only once it is
 * clearly back: by a tenth in stock, a twentieth in price. So what goes to and fro at the line is told once. At the first
 * look (`wasBeyond` is `null`) a line that is crossed is told, and one that is not is not. Pure.
 */
export function cross(watch: Watch, wasBeyond: boolean | null, { stock, price }: Seen): Crossed | null {
  if (watch.kind === 'stock') {
    if (stock === null) return null
    const isBeyond = wasBeyond ? stock < stockBack(watch.below) : stock < watch.below
    return { isBeyond, told: tell(wasBeyond, isBeyond, 'stock.below', 'stock.above') }
  }
  if (price === null) return null
  const isBeyond = compareMoney(price, wasBeyond ? priceBack(watch.above) : watch.above) > 0
  return { isBeyond, told: tell(wasBeyond, isBeyond, 'price.above', 'price.below') }
}

function tell<T>(wasBeyond: boolean | null, isBeyond: boolean, out: T, back: T): T | null {
  if (isBeyond) return wasBeyond === true ? null : out
  return wasBeyond === true ? back : null
}

/** From here on stock is back. */
export const stockBack = (below: number): number => Math.ceil(below * 1.1)

/** From here down a price is back. Rounded down to a millionth, which is as fine as prices are kept. */
export function priceBack({ amount, currency }: Money): Money {
  const [whole = '0', decimals = ''] = amount.split('.')
  const back = (BigInt(whole + decimals.padEnd(6, '0')) * 19n) / 20n
  const digits = String(back).padStart(7, '0')
  return { amount: `${digits.slice(0, -6)}.${digits.slice(-6)}`, currency }
}

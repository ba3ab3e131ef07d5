import type { Provider } from '@onesms/sdk'

type Seller = Pick<Provider, 'id' | 'members'>

/**
 * Who sells at two accounts, such as by itself and as a part of another; `null`: nobody. The two would keep its numbers in a
 * ledger each, and each take those of the other for nobody's.
 */
export function doubleSeller(providers: readonly Seller[]): string | null {
  const seen = new Set<string>()
  for (const seller of providers.flatMap(sellersOf)) {
    if (seen.has(seller)) return seller
    seen.add(seller)
  }
  return null
}

function sellersOf({ id, members }: Seller): readonly string[] {
  return members ? members.flatMap(sellersOf) : [id]
}

import type { Client } from '@onesms/sdk'
// #region
import { cheapest } from '@onesms/sdk'
// #endregion

export async function compareOffers(client: Client) {
  // #region
  const offers = await client.catalog.offers({ service: 'telegram', country: 'GB' })
  const best = cheapest(offers) // undefined when all is sold out
  console.log(best?.price, best?.stock) // { amount: '0.18', currency: 'USD' } 412: a decimal string, never a float

  const now = await client.catalog.availability({ service: 'telegram' }) // one request, straight from the provider
  // #endregion
  return now
}

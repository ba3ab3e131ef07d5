// #region
import { createClient, failover } from '@onesms/sdk'
import { fiveSim } from '@onesms/sdk/providers/five-sim'
import { heroSms } from '@onesms/sdk/providers/hero-sms'

const client = createClient({
  provider: failover([heroSms(), fiveSim()], { strategy: 'cheapest' }),
})

client.on('failover', ({ from, to, error }) => console.warn(`${from} -> ${to}: ${error.code}`))
// #endregion

export async function buy() {
  // #region
  const activation = await client.activations.buy({ service: 'whatsapp', country: 'DE', maxPrice: '0.80' })
  activation.id // 'five-sim:4711': the id says who sold it
  // #endregion
  return activation.id
}

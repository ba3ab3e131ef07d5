// #region
import { createClient } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'

// #endregion

export async function rentForAWeek() {
  // #region
  const client = createClient({ provider: heroSms() })
  const rental = await client.rentals.rent({ service: 'discord', country: 'US', duration: { days: 7 } })

  for await (const { sender, text, code } of rental.messages()) {
    console.log(sender, text)
    if (code) break // the number stays yours
  }
  await rental.extend({ days: 7 }) // bought once, as everything is; HeroSMS refuses it in the first minutes of a rental
  // #endregion
  await client.close()
}

// #region
import { createClient } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'

const client = createClient({ provider: heroSms() }) // reads HERO_SMS_API_KEY

const { amount, currency } = await client.account.balance()
console.log(`${amount} ${currency}`) // '100 USD'
// #endregion

await client.close()

// #region
import { createClient } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'

const baseUrl = 'http://127.0.0.1:8788/stubs/handler_api.php' // as the emulator prints it
const client = createClient({ provider: heroSms({ apiKey: 'emulator-key', baseUrl }) })

const activation = await client.activations.buy({ service: { nativeId: 'slow' }, country: 'GB', maxPrice: '0.50' })
console.log(activation.phone)
console.log(await activation.waitForCode()) // ten seconds later
await activation.complete()
await client.close()
// #endregion

// #region
import { createClient } from '@onesms/sdk'
import { openFileStore } from '@onesms/sdk/file-store'
import { heroSms } from '@onesms/sdk/providers/hero-sms'

// #endregion

export async function buy(signUp: SignUp) {
  // #region
  await using store = await openFileStore('purchases.jsonl') // a purchase is on the disk before it is sent
  await using client = createClient({ provider: heroSms(), store })

  await using activation = await client.activations.buy(
    { service: 'telegram', country: 'GB', maxPrice: '0.50' },
    { idempotencyKey: 'order-17' }, // buys once, however often it is asked for
  )
  await signUp.enterPhone(activation.phone)
  await signUp.enterCode(await activation.waitForCode({ timeout: 120_000 })) // exactly as it is to be typed
  await activation.complete()
  // leaving the block without a code gives the number back, as soon as the provider takes it
  // #endregion
}

/** The form of a site that one tests. */
interface SignUp {
  enterPhone(phone: string): Promise<void>
  enterCode(code: string): Promise<void>
}

// #region
import { createClient } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'

// #endregion

export function connect(token: string) {
  // #region
  const client = createClient({ provider: daemon({ url: 'https://onesms.internal', token, provider: 'hero-sms' }) })
  // #endregion
  return client
}

// #region
import { createClient } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import { fetchToken } from './fetch-token.ts'

// #endregion

const token = fetchToken
// #region
const client = createClient({ provider: daemon({ url: 'https://onesms.internal', token, provider: 'hero-sms' }) })

// #endregion
export { client }

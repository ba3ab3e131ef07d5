import { fetchToken } from './fetch-token.ts'
// #region
import { createClient } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
// #endregion

const token = fetchToken
// #region
const client = createClient({ provider: daemon({ url: 'https://onesms.internal', token }) })
// #endregion
export { client }

// #region
// onesms.config.mjs
import { defineConfig } from '@onesms/daemon'
import { fiveSim } from '@onesms/sdk/providers/five-sim'
import { heroSms } from '@onesms/sdk/providers/hero-sms'

export default defineConfig({
  providers: [heroSms(), fiveSim()],
  sync: { services: '*/5 * * * *', countries: '0 * * * *', balances: '*/10 * * * *' },
  purchase: {
    enabled: true,
    services: ['telegram', 'whatsapp'],
    countries: 'any',
    maxPrice: '1.00 USD', // of one number; a client can only ask for less
    limits: { subject: { perMinute: 10, live: 20 }, total: { spendPerDay: '20.00 USD' } },
  },
  http: {
    port: 8787,
    tokens: [{ tokenEnv: 'ONESMS_TOKEN', scopes: ['catalog:read', 'activation:read', 'purchase'] }],
  },
})
// #endregion

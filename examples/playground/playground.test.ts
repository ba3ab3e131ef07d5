import { fileURLToPath } from 'node:url'
import { loadConfig } from '@onesms/daemon'
import { expect, it } from 'vitest'

it('the daemon of the playground sells, with a cap and a budget, from both providers, on loopback', async () => {
  const directory = fileURLToPath(new URL('.', import.meta.url))
  const { purchase, providers, http } = await loadConfig({
    directory,
    file: 'onesms.config.json',
    environment: {
      HERO_SMS_API_KEY: 'emulator-key',
      HERO_SMS_BASE_URL: 'http://127.0.0.1:8788/stubs/handler_api.php',
      FIVE_SIM_API_KEY: 'emulator-key',
      FIVE_SIM_BASE_URL: 'http://127.0.0.1:8789/v1',
    },
  })
  expect(providers.map(({ id }) => id).sort()).toEqual(['five-sim', 'hero-sms'])
  expect(purchase).toMatchObject({ enabled: true, maxPrice: new Map([['USD', '1']]) })
  expect(purchase.limits.total.spendPerDay).toEqual(new Map([['USD', '20']]))
  expect(http.host).toBe('127.0.0.1')
})

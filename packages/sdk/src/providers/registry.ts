import type { HandlerApiOptions } from '../protocols/handler-api/handler-api.ts'
import type { Provider } from '../provider/provider.ts'

/** What configuration by text (a daemon's environment, say) needs to know about a provider before loading it. */
export interface RegistryEntry {
  readonly id: string
  readonly name: string
  /** Variables are `<prefix>_API_KEY` and `<prefix>_BASE_URL`. */
  readonly env: string
  load(): Promise<(options?: HandlerApiOptions) => Provider>
}

/** Every provider that ships with this package, loaded on demand. */
export const registry: readonly RegistryEntry[] = [
  { id: 'hero-sms', name: 'HeroSMS', env: 'HERO_SMS', load: async () => (await import('./hero-sms/index.ts')).heroSms },
  {
    id: 'grizzly-sms',
    name: 'GrizzlySMS',
    env: 'GRIZZLY_SMS',
    load: async () => (await import('./grizzly-sms/index.ts')).grizzlySms,
  },
  {
    id: 'sms-bower',
    name: 'SMSBower',
    env: 'SMS_BOWER',
    load: async () => (await import('./sms-bower/index.ts')).smsBower,
  },
  {
    id: 'tiger-sms',
    name: 'Tiger SMS',
    env: 'TIGER_SMS',
    load: async () => (await import('./tiger-sms/index.ts')).tigerSms,
  },
]

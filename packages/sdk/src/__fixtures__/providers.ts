import { grizzlySms } from '../providers/grizzly-sms/index.ts'
import { heroSms } from '../providers/hero-sms/index.ts'
import { smsBower } from '../providers/sms-bower/index.ts'
import { tigerSms } from '../providers/tiger-sms/index.ts'

/** Every provider of the handler dialect, and the emulator's dialect that comes nearest to it. */
export const handlerApiProviders = [
  { id: 'hero-sms', provider: heroSms, dialect: 'hero-sms' },
  { id: 'grizzly-sms', provider: grizzlySms, dialect: 'tiger-sms' }, // its `getPricesV3` is Tiger's
  { id: 'sms-bower', provider: smsBower, dialect: 'sms-bower' },
  { id: 'tiger-sms', provider: tigerSms, dialect: 'tiger-sms' },
] as const

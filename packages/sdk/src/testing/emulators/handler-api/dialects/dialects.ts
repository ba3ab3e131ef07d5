import type { Dialect } from '../dialect.ts'
import { classic } from './classic.ts'
import { heroSms } from './hero-sms.ts'
import { smsBower } from './sms-bower.ts'
import { tigerSms } from './tiger-sms.ts'

/** Whose manners the emulator has; `classic` is SMS-Activate and most of its clones. */
export type HandlerApiDialectName = 'hero-sms' | 'sms-bower' | 'tiger-sms' | 'classic'

export const dialects: Readonly<Record<HandlerApiDialectName, Dialect>> = {
  'hero-sms': heroSms,
  'sms-bower': smsBower,
  'tiger-sms': tigerSms,
  classic,
}

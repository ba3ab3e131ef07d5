import { OneSmsError } from '@onesms/sdk'
import type { Dictionary } from '../i18n/dictionary.ts'

/** What an error means to whoever uses the page. */
export function failureText(error: unknown, { failures }: Dictionary): string {
  const code = OneSmsError.is(error) ? error.code : 'other'
  const known = Object.hasOwn(failures, code) ? failures[code as keyof typeof failures] : failures.other
  return typeof known === 'string' ? known : failures.other
}

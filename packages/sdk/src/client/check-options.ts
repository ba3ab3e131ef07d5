import { ConfigurationError } from '../errors/access.ts'
import { checkWords } from '../provider/check-words.ts'

const CONTEXT = { operation: 'configure' }

/**
 * What types refuse, told in plain JavaScript as well: an account mode that nobody knows would count as another one.
 * @throws {@link ConfigurationError} with what to pass.
 */
export function checkClientOptions(options: {
  readonly provider: unknown
  readonly store?: unknown
  readonly accountMode?: unknown
}): void {
  checkWords(options, 'a client', ['provider', 'store', 'accountMode', 'clock'], CONTEXT)
  const { provider, store, accountMode = 'shared' } = options
  const refuse = (field: string, hint: string) => {
    throw new ConfigurationError(`the ${field} of the client cannot be one`, { ...CONTEXT, hint })
  }
  if (typeof provider !== 'object' || provider === null)
    refuse('provider', 'Pass one, such as { provider: heroSms() }.')
  if (accountMode !== 'shared' && accountMode !== 'exclusive') refuse('accountMode', "It is 'shared' or 'exclusive'.")
  if (store !== undefined && typeof store !== 'object')
    refuse('store', "Pass one, such as await openFileStore('path').")
}

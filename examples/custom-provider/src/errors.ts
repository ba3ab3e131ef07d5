import {
  AuthenticationError,
  InsufficientBalanceError,
  InvalidTransitionError,
  NotFoundError,
  OneSmsError,
  OutOfStockError,
  PriceCapError,
  ProviderUnavailableError,
  PurchaseNotSentError,
  RateLimitError,
  TooEarlyToCancelError,
  UnexpectedResponseError,
  UnknownReferenceError,
} from '@onesms/sdk/provider-kit'

export interface Context {
  readonly provider: string
  readonly operation: string
}

type Make = (context: Context & { readonly rejected: boolean }, retryAfter: number | null) => OneSmsError

/**
 * Every word of this vendor. `rejects` is the closed list: as the whole answer to a purchase the word proves that nothing
 * was bought. Leave a word out when in doubt: that costs a wait, a wrong one costs money.
 */
const WORDS: ReadonlyMap<string, { readonly rejects: boolean; readonly make: Make }> = new Map([
  ['bad_key', { rejects: true, make: context => new AuthenticationError('the key was refused', context) }],
  ['no_balance', { rejects: true, make: context => new InsufficientBalanceError('the balance is too low', context) }],
  ['no_numbers', { rejects: true, make: context => new OutOfStockError('there is no number to be had', context) }],
  ['price_above_cap', { rejects: true, make: context => new PriceCapError('nothing is sold below the cap', context) }],
  [
    'unknown_product',
    {
      rejects: true,
      make: context => new UnknownReferenceError('it sells no such thing', { ...context, kind: 'service' }),
    },
  ],
  ['no_such_number', { rejects: false, make: context => new NotFoundError('it knows no such number', context) }],
  ['too_early', { rejects: false, make: context => new TooEarlyToCancelError('it is too early to cancel', context) }],
  ['has_sms', { rejects: false, make: context => new InvalidTransitionError('the number has an SMS', context) }],
  ['is_over', { rejects: false, make: context => new InvalidTransitionError('the number is over', context) }],
  [
    'slow_down',
    {
      rejects: true,
      make: (context, retryAfter) => new RateLimitError('too many requests', { ...context, retryAfter }),
    },
  ],
  ['down', { rejects: false, make: context => new ProviderUnavailableError('it says that it is down', context) }],
])

/** The error an answer names; `null` where it is none. Only `{"error": "<word>"}` as a whole is one. */
export function errorOf(json: unknown, context: Context, retryAfter: number | null): OneSmsError | null {
  const [[name, word] = [], ...others] = typeof json === 'object' && json !== null ? Object.entries(json) : []
  if (name !== 'error' || typeof word !== 'string' || others.length > 0) return null
  const known = WORDS.get(word)
  if (known) return known.make({ ...context, rejected: known.rejects }, retryAfter)
  return unreadable('unknown_word', context)
}

type Facts = ConstructorParameters<typeof UnexpectedResponseError>[1]

export function unreadable(reason: Facts['reason'], context: Omit<Facts, 'reason'>): UnexpectedResponseError {
  return new UnexpectedResponseError(`${context.provider} answered what is not in its protocol: ${reason}`, {
    ...context,
    reason,
  })
}

/** What fails here left nothing on its way, and says so. */
export function beforeSending<T>(prepare: () => T, context: Context): T {
  try {
    return prepare()
  } catch (error) {
    const cause = OneSmsError.is(error) ? { cause: error } : {}
    throw new PurchaseNotSentError('the purchase was not sent: it names what cannot be bought', {
      ...context,
      ...cause,
    })
  }
}

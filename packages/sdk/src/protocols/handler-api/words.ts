import type { ReferenceKind } from '../../errors/catalog.ts'
import type { ErrorReply } from './reply.ts'

/** What an error word is about. */
export type WordKind =
  | 'authentication'
  | 'blocked'
  | 'balance'
  | 'price'
  | 'stock'
  | ReferenceKind
  | 'input'
  /** It is not rented for so long. */
  | 'duration'
  | 'action'
  | 'rate'
  | 'server'
  /** Nobody, or not this account, has an activation of this id. */
  | 'missing'
  /** There are no open activations at all. */
  | 'none'
  /** It is too soon for a cancellation. */
  | 'early'
  /** It is too soon to extend a rental. */
  | 'frozen'
  /** The activation does not allow this where it stands. */
  | 'state'
  /** The activation has ended before. */
  | 'ended'

/** Words are matched whole: `NO_NUMBER` is a prefix of `NO_NUMBERS`, `ERROR` of everything. */
const KINDS: ReadonlyMap<string, WordKind> = new Map(
  Object.entries({
    authentication:
      'BAD_KEY NO_KEY WRONG_API_KEY ERROR_WRONG_KEY API_KEY_NOT_VALID BAD_API_KEY MISSING_API_KEY UNAUTHENTICATED UNAUTHORIZED NOT_AUTHORIZED NO_ACCESS',
    blocked: 'BANNED BANNED_GLOBAL BANNED_SPECIFIC ACCOUNT_INACTIVE CHANNELS_LIMIT SERVICE_UNAVAILABLE_REGION',
    balance: 'NO_BALANCE NO_MONEY LOW_BALANCE BAD_BALANCE NO_BALANCE_FORWARD',
    price: 'WRONG_MAX_PRICE MAX_PRICE_EXCEEDED BAD_MAX_PRICE',
    stock:
      'NO_NUMBERS NO_NUMBER OUT_OF_STOCK NO_PROVIDERS OFFER_NOT_FOUND SERVICE_NOT_AVAILABLE SIM_OFFLINE SIM_TEMPORARY_OFFLINE',
    service: 'BAD_SERVICE WRONG_SERVICE SERVICE_IS_INCORRECT',
    country: 'BAD_COUNTRY WRONG_COUNTRY COUNTRY_IS_INCORRECT',
    operator: 'BAD_OPERATOR WRONG_OPERATOR OPERATORS_NOT_FOUND',
    input: 'UNPROCESSABLE_ENTITY WRONG_CURRENCY',
    duration: 'BAD_DURATION MAX_HOURS_EXCEED',
    action: 'BAD_ACTION WRONG_ACTION NO_ACTION',
    rate: 'RATE_LIMIT RATE_LIMITED TOO_MANY_REQUESTS',
    server:
      'ERROR ERROR_SQL SQL_ERROR ERROR_SQL25 SERVER_ERROR INTERNAL_SERVER_ERROR BAD_GATEWAY SERVICE_UNAVAILABLE GATEWAY_TIMEOUT',
    missing: 'NO_ACTIVATION NOT_FOUND WRONG_ACTIVATION_ID INVALID_ACTIVATION_ID BAD_ID',
    none: 'NO_ACTIVATIONS',
    early: 'EARLY_CANCEL_DENIED TOO_EARLY',
    frozen: 'FREEZE_PERIOD_NOT_REACHED',
    state:
      'BAD_STATUS INCORECT_STATUS OTP_RECEIVED NEW_OTP_RECEIVED FREE_CANCELLATION_EXPIRED CANT_CANCEL ACTION_NOT_AVAILABLE',
    ended:
      'ACTIVATION_NOT_ACTIVE FINISHED REFUNDED CANCELED ALREADY_FINISH ALREADY_CANCEL ALREADY_CANCELED ACCESS_CANCEL_ALREADY',
  } satisfies Record<WordKind, string>).flatMap(([kind, words]) =>
    words.split(' ').map(word => [word, kind as WordKind]),
  ),
)

/** What an error reply is about; `null` when nobody knows its word. */
export function kindOf({ code, parameter, details, info }: ErrorReply): WordKind | null {
  if (code === 'UNPROCESSABLE_ENTITY') {
    // `info.field`, or in plain text `UNPROCESSABLE_ENTITY:<field>:<code>`.
    const field = info['field'] ?? parameter?.split(':')[0]
    if (field === 'api_key') return 'authentication'
    if (field === 'service' || field === 'country' || field === 'operator') return field
    // Tiger puts the real word into the details.
    return (details && KINDS.get(details)) || 'input'
  }
  // The edge before a host writes `error code: 1020` where it refuses haste.
  if (code === 'ERROR_CODE') return /^ ?10(15|20)$/.test(parameter ?? '') ? 'rate' : null
  return KINDS.get(code) ?? null
}

/** What proves, as the whole answer, that an account may not buy, or that the request was none; said before any sale. */
const COMMON =
  'NO_BALANCE BAD_KEY NO_KEY BAD_ACTION BANNED CHANNELS_LIMIT ACCOUNT_INACTIVE SERVICE_NOT_AVAILABLE UNPROCESSABLE_ENTITY RATE_LIMIT BAD_DURATION'.split(
    ' ',
  )

/** The closed list of refusals of `getRentNumber`. */
export const rentRefusals: ReadonlySet<string> = new Set([
  ...COMMON,
  ...'NO_NUMBERS BAD_SERVICE WRONG_SERVICE BAD_COUNTRY WRONG_COUNTRY WRONG_CURRENCY'.split(' '),
])

/** The closed list of refusals of `prolong`. `NOT_FOUND` is what HeroSMS says of an id it does not know, with HTTP 404. */
export const extensionRefusals: ReadonlySet<string> = new Set([
  ...COMMON,
  ...'NOT_FOUND SIM_OFFLINE SIM_TEMPORARY_OFFLINE MAX_HOURS_EXCEED ACTION_NOT_AVAILABLE FREEZE_PERIOD_NOT_REACHED'.split(
    ' ',
  ),
])

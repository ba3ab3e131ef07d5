import type { ErrorReply } from './reply.ts'

/** The words of SMS-Activate's own documentation that every host inherited, each of them said before anything is sold. */
const CLASSIC =
  'NO_NUMBERS NO_BALANCE NO_BALANCE_FORWARD BAD_KEY NO_KEY BAD_SERVICE BAD_COUNTRY BAD_ACTION WRONG_MAX_PRICE BANNED CHANNELS_LIMIT'.split(
    ' ',
  )

export const classicRefusals: ReadonlySet<string> = new Set(CLASSIC)

/** The classic list with a host's own words, and without those it uses for more than a refusal. */
export function refusals(own: string, { without = '' } = {}): ReadonlySet<string> {
  return new Set([...CLASSIC.filter(word => word !== without), ...own.split(' ')])
}

/** What may follow a word after a colon. Any other parameter makes it another answer. */
const PARAMETERS: ReadonlyMap<string, RegExp> = new Map([
  ['WRONG_MAX_PRICE', /^\d{1,12}(\.\d{1,12})?$/],
  ['BANNED', /^'?\d{4}-\d{1,2}-\d{1,2} \d{1,2}[-:]\d{2}[-:]\d{2}'?$/],
  ['UNPROCESSABLE_ENTITY', /^\w{1,40}:\w{1,40}$/],
])

/** What an envelope of an error is made of. Anything beside it could be a sale. */
const ENVELOPE: ReadonlySet<string> = new Set('title details info status message error errorMsg msg data'.split(' '))

/**
 * Whether the answer to a purchase proves that nothing was bought: the whole of it is a word of the list, alone or with a
 * parameter of its own shape, or an envelope that holds such a word and nothing else.
 */
export function isRefusal(text: string, value: unknown, reply: ErrorReply, words: ReadonlySet<string>): boolean {
  const { code, parameter } = reply
  if (!words.has(code)) return false
  if (typeof value === 'object' && value !== null) return Object.entries(value).every(isOfEnvelope)
  if (parameter === null) return text === code
  return text === `${code}:${parameter}` && PARAMETERS.get(code)?.test(parameter) === true
}

function isOfEnvelope([name, value]: [string, unknown]): boolean {
  return ENVELOPE.has(name) && (name !== 'data' || (Array.isArray(value) && value.length === 0))
}

import { storable } from '../utils/text.ts'
import type { Identified } from './ask-about.ts'
import type { RentalObservation } from './rental-snapshot.ts'
import type { ActivationObservation, ObservedMessage } from './snapshot.ts'

/** What an answer tells of an activation, before it is said which one and when. */
export type Told = Omit<ActivationObservation, keyof Identified>

/** The same of a rental. */
export type RentalTold = Omit<RentalObservation, keyof Identified>

/** What is not told is left out, so that it takes nothing away from what is known. */
export function tell(facts: { readonly [F in keyof Told]: Told[F] | undefined }): Told {
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined))
}

const LONGEST_TEXT = 4_000
const LONGEST_CODE = 32

/** A text from the wire, fit to store: without NUL and its kin, cut to 4,000 characters; `null` when nothing is left. */
export function readText(value: unknown): string | null {
  if (typeof value !== 'string') return null
  return storable(storable(value).slice(0, LONGEST_TEXT)).trim() || null // the cut may have parted a pair
}

/** A message from separate fields; `null` when they are empty. */
export function readMessage(
  code: unknown,
  text: unknown,
  facts: Partial<Pick<ObservedMessage, 'id' | 'sender' | 'channel' | 'receivedAt'>> = {},
): ObservedMessage | null {
  const [ownCode, ownText] = [readText(typeof code === 'number' ? String(code) : code), readText(text)]
  // What is too long for a code, or has several words, is the whole text in the wrong field.
  const isCode = ownCode !== null && ownCode.length <= LONGEST_CODE && /^(\S+|\d+ \d+)$/.test(ownCode)
  const message = { code: isCode ? ownCode : null, text: ownText ?? (isCode ? null : ownCode) }
  if (message.code === null && message.text === null) return null
  return { id: null, sender: null, channel: 'sms', receivedAt: null, ...facts, ...message }
}

import { extractCode } from '../code/extract-code.ts'
import type { ObservedMessage } from '../provider/snapshot.ts'
import { storable } from '../utils/text.ts'

const LONGEST_TEXT = 4_096

/** Text of an SMS, fit to store: no control characters but tab and line ends, no lone surrogates, at most 4,096 characters. */
function cleanText(text: string | null): string | null {
  if (text === null) return null
  const cut = storable(text.slice(0, LONGEST_TEXT)) // after the cut, which may have parted a pair
  return cut.trim() === '' ? null : cut
}

/** An SMS fit to store, with its code looked for where the provider tells none; `null` when nothing is in it yet. */
export function cleanMessage(message: ObservedMessage): ObservedMessage | null {
  const text = cleanText(message.text)
  const told = cleanText(message.code)
  if (text === null && told === null) return null
  return { ...message, text, code: told ?? extractCode(text ?? ''), sender: cleanText(message.sender) }
}

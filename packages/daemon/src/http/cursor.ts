import { z } from 'zod'

/** Where to go on: the place of the last row, as one opaque word. */
export function encodeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** A `cursor` parameter. What comes back from a client goes into a statement, so it is read as strictly as the rest. */
export function cursorOf<Place extends z.ZodType>(place: Place) {
  return z.string().transform((word, context): z.output<Place> => {
    const read = place.safeParse(decode(word))
    if (read.success) return read.data
    context.addIssue({ code: 'custom', message: 'must be the next of an earlier answer to the same question' })
    return z.NEVER
  })
}

function decode(word: string): unknown {
  const bytes = Buffer.from(word, 'base64url')
  // The decoder skips what it does not know; a word has one spelling.
  if (bytes.toString('base64url') !== word) return undefined
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

import { createBreather } from './breathe.ts'
import { objectMembers, parseMember } from './json-members.ts'

/**
 * The members of a large JSON object, by key, each with a function that parses its value. They are found without holding the
 * event loop. Where the text is not JSON, here or in a value, `malformed` makes the error that is thrown.
 */
export async function lazyMembers(
  bytes: Uint8Array,
  malformed: () => Error,
): Promise<ReadonlyMap<string, () => unknown>> {
  const members = new Map<string, () => unknown>() // of a key given twice the last one wins, as in JSON.parse
  const breathe = createBreather()
  const failure = (error: unknown) => (error instanceof SyntaxError ? malformed() : error)
  try {
    for (const member of objectMembers(bytes)) {
      members.set(member.key, () => {
        try {
          return parseMember(bytes, member)
        } catch (error) {
          throw failure(error)
        }
      })
      await breathe()
    }
    return members
  } catch (error) {
    throw failure(error)
  }
}

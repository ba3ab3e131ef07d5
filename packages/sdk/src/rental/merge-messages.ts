import { cleanMessage } from '../activation/clean-message.ts'
import { fillIn, hash, isMadeId, isOutdated, type MergedMessages, tellsMore } from '../activation/merge-messages.ts'
import type { ObservedMessage, SmsMessage } from '../provider/snapshot.ts'

type Content = Pick<SmsMessage, 'sender' | 'text' | 'code' | 'receivedAt'>

/**
 * Adds the messages of an answer to those known: a union in which every SMS appears once, oldest first. An SMS is the one
 * with the provider's id; without one it is the one with that sender, text, code and time.
 */
export function mergeRentalMessages(
  known: readonly SmsMessage[],
  observed: readonly ObservedMessage[],
  soldAt: Date | null,
): MergedMessages {
  const union = createUnion(known)
  const outdated: ObservedMessage[] = []
  for (const raw of observed) {
    const message = cleanMessage(raw)
    if (message === null) continue
    if (isOutdated(message, soldAt)) outdated.push(message)
    else union.add(message)
  }
  const entries = union.entries()
  return {
    messages: entries.some(({ isChanged }) => isChanged) ? entries.map(({ message }) => message) : known,
    arrived: entries.filter(({ isNew }) => isNew).map(({ message }) => message),
    outdated,
  }
}

interface Entry {
  message: SmsMessage
  isNew: boolean
  isChanged: boolean
}

function createUnion(known: readonly SmsMessage[]) {
  const entries: Entry[] = []
  const byId = new Map<string, Entry>()
  const byContent = new Map<string, Entry>()

  function index(entry: Entry): void {
    byId.set(entry.message.id, entry)
    if (isMadeId(entry.message.id)) byContent.set(contentOf(entry.message), entry)
  }

  function find(message: ObservedMessage): Entry | undefined {
    const same = message.id === null ? byContent.get(contentOf(message)) : byId.get(message.id)
    if (same) return same
    // Told with an id by one answer, and without by another.
    return entries.find(
      entry => isMadeId(entry.message.id) !== (message.id === null) && readsAlike(entry.message, message),
    )
  }

  for (const message of known) {
    const entry = { message, isNew: false, isChanged: false }
    entries.push(entry)
    index(entry)
  }
  return {
    entries: () => entries,
    add(message: ObservedMessage): void {
      const entry = find(message)
      if (entry) {
        if (!tellsMore(message, entry.message)) return
        entry.message = fillIn(entry.message, message)
        entry.isChanged = true
        index(entry)
        return
      }
      const id = message.id ?? makeId(message, byId)
      const fresh = { message: { ...message, id }, isNew: true, isChanged: true }
      entries.splice(placeOf(fresh.message, entries), 0, fresh)
      index(fresh)
    },
  }
}

/** Before the first that is known to have come later; what has no time stands where it became known. */
function placeOf({ receivedAt }: SmsMessage, entries: readonly Entry[]): number {
  if (receivedAt === null) return entries.length
  const later = entries.findIndex(({ message }) => message.receivedAt !== null && message.receivedAt > receivedAt)
  return later < 0 ? entries.length : later
}

const contentOf = ({ sender, text, code, receivedAt }: Content) =>
  JSON.stringify([sender, text, code, receivedAt?.getTime() ?? null])

/** The same text, or the same code where only the code is told, and nothing that speaks against it. */
function readsAlike(a: Content, b: Content): boolean {
  const isSame = a.text !== null && b.text !== null ? a.text === b.text : a.code !== null && a.code === b.code
  return isSame && agree(a.sender, b.sender) && agree(a.receivedAt?.getTime(), b.receivedAt?.getTime())
}

const agree = <T>(a: T | null | undefined, b: T | null | undefined) =>
  a === null || a === undefined || b === null || b === undefined || a === b

function makeId(message: Content, taken: ReadonlyMap<string, unknown>): string {
  let id = `0:${hash(contentOf(message))}`
  while (taken.has(id)) id += '+' // two contents with one sum
  return id
}

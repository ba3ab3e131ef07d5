import { ProviderUnavailableError } from '../../errors/transport.ts'
import { unexpected } from '../../errors/unexpected.ts'
import { type HostAnswer, textOf } from '../../http/host-answer.ts'
import { toError } from './errors.ts'
import { type Order, readOrder } from './orders.ts'
import { readReply } from './reply.ts'
import { isRefusal } from './words.ts'

/** An order that was just made: it has a phone. */
export interface Sale extends Order {
  readonly phone: string
}

/**
 * Turned away before anything is done: the key is not taken, or there were too many requests. The host says so in words, or
 * in none; data beside such a status could be a sale.
 */
const TURNED_AWAY = [401, 429]

/**
 * Reads the answer to a purchase. It answers a sale, throws an error marked `rejected` for a sentence of the closed list and
 * for {@link TURNED_AWAY}, and any other error for all else: then nobody knows what happened, and an id that the answer
 * names goes with the error. `no free phones` comes beside 200 as well.
 */
export function readSale(answer: HostAnswer): Sale {
  const text = textOf(answer)
  const reply = readReply(text)
  const order = reply.kind === 'data' ? readOrder(reply.value, answer.currency) : null
  const { phone = null } = order ?? {}
  if (order !== null && phone !== null) return { ...order, phone }
  const hint = order?.nativeId ?? idInRuins(text)
  if (hint !== null) throw unexpected('shape', answer, 'with half a sale', hint)
  // A page of 503 says haste to a read; to a purchase it is as likely an edge that lost what was behind it.
  if (answer.status === 503 && reply.kind !== 'word') throw unavailable(answer)
  const isSentence = reply.kind === 'word' && answer.status < 500
  const isTurnedAway = TURNED_AWAY.includes(answer.status) && !/^\s*[{[]/.test(text)
  throw toError(reply, answer, (isSentence && isRefusal(reply.word)) || isTurnedAway)
}

function unavailable({ provider, operation, status }: HostAnswer): ProviderUnavailableError {
  return new ProviderUnavailableError(`${provider} answered with HTTP ${status}`, { provider, operation, status })
}

/** The id in JSON that was cut off or that something was added to; only where it comes first and is itself whole. */
function idInRuins(text: string): string | null {
  return /^\ufeff?\s{0,16}\{\s{0,16}"id"\s{0,4}:\s{0,4}"?(\d{1,32})"?\s{0,4}[,}]/.exec(text)?.[1] ?? null
}

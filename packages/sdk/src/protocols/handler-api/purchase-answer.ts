import type { OneSmsError } from '../../errors/base.ts'
import { unexpected } from '../../errors/unexpected.ts'
import { textOf } from '../../http/host-answer.ts'
import type { Money } from '../../money/money.ts'
import { readDecimalId } from '../../provider/native-id.ts'
import { parseExactJson } from '../../utils/exact-json.ts'
import { isRecord } from '../../utils/record.ts'
import type { Answer } from './api.ts'
import { readCharge } from './charge.ts'
import { toError } from './errors.ts'
import { isRental, readFlag, readOperator } from './fields.ts'
import { readPhone } from './phone.ts'
import { isRefusal } from './refusals.ts'
import { type Reply, readReply } from './reply.ts'
import { readInstant, readSpan } from './times.ts'

const TOO_MANY_REQUESTS = 429
/** Then the status speaks. */
const SAYS_NOTHING = { kind: 'unreadable', reason: 'unknown_word' } as const

/** A number that was sold. */
export interface Sale {
  readonly nativeId: string
  readonly phone: string
  readonly price: Money | null
  readonly operator: string | null
  readonly canRetry: boolean | null
  /** By the host's clock; `null` when untold, or told without a zone. */
  readonly soldAt: Date | null
  /** Milliseconds from its sale to its end. */
  readonly lifetime: number | null
  /** By the host's clock; `null` when untold, or told without a zone. */
  readonly endsAt: Date | null
  /** Whether it is rented; `null` when untold. */
  readonly isRental: boolean | null
}

/**
 * Reads the answer to a purchase, in the shape of either action. It answers a sale, throws an error marked `rejected` for a
 * word of the closed list, and any other error for all else: then nobody knows what happened, and an id that the answer
 * names goes with the error.
 *
 * A 429 counts as a refusal whatever its body is, unless that names an activation: by its meaning a request is turned away
 * before it is worked on. That is inferred; no host documents it for a purchase.
 */
export const readSale =
  (words: ReadonlySet<string>) =>
  (answer: Answer): Sale => {
    const text = bareText(textOf(answer))
    const reply = readReply(text, ['ACCESS_NUMBER'], parseExactJson)
    const value = parseExactJson(text)
    const { nativeId, phone, ...facts } = saleOf(reply, value, answer.currency)
    if (nativeId !== null && phone !== null && reply.kind !== 'error') return { nativeId, phone, ...facts }
    const hint = nativeId ?? idInRuins(text)
    throw hint === null
      ? noSale(answer, { text, value, reply }, words)
      : unexpected('shape', answer, 'with half a sale', hint)
  }

interface Read {
  readonly text: string
  readonly value: unknown
  readonly reply: Reply
}

function noSale(answer: Answer, { text, value, reply }: Read, words: ReadonlySet<string>): OneSmsError {
  if (answer.status === TOO_MANY_REQUESTS) return toError(SAYS_NOTHING, { ...answer, rejected: true })
  if (reply.kind === 'data' || reply.kind === 'token') return unexpected('shape', answer, 'without a number')
  const rejected = reply.kind === 'error' && isRefusal(text, value, reply, words)
  return toError(reply, { ...answer, rejected })
}

type Found = Omit<Sale, 'nativeId' | 'phone'> & { readonly nativeId: string | null; readonly phone: string | null }

function saleOf(reply: Reply, value: unknown, currency: string): Found {
  if (reply.kind === 'token') return { ...NOTHING, ...splitPayload(reply.payload ?? '') }
  if (!isRecord(value)) return NOTHING
  return {
    nativeId: readDecimalId(value['activationId']),
    phone: readPhone(value['phoneNumber']),
    price: readCharge(value['activationCost'], value['currency'], currency),
    operator: readOperator(value['activationOperator']),
    canRetry: readFlag(value['canGetAnotherSms']),
    soldAt: readInstant(value['activationTime']),
    lifetime: readSpan(value['activationTime'], value['activationEndTime']),
    endsAt: readInstant(value['activationEndTime']),
    isRental: value['subtype'] === undefined ? null : isRental(value),
  }
}

const NOTHING: Found = {
  nativeId: null,
  phone: null,
  price: null,
  operator: null,
  canRetry: null,
  soldAt: null,
  lifetime: null,
  endsAt: null,
  isRental: null,
}

/** `<id>:<phone>`. Without the colon the id may be cut off, and half an id is that of nobody, or of somebody else. */
function splitPayload(payload: string) {
  const colon = payload.indexOf(':')
  if (colon < 0) return { nativeId: null, phone: null }
  return { nativeId: readDecimalId(payload.slice(0, colon)), phone: readPhone(payload.slice(colon + 1)) }
}

/** The id in JSON that was cut off or that something was added to; only where the id itself is whole. */
function idInRuins(text: string): string | null {
  return /"activationId"\s{0,4}:\s{0,4}"?(\d{1,32})"?\s{0,4}[,}]/.exec(text)?.[1] ?? null
}

/** Trimmed, without the mark of its encoding, and out of the quotes that some hosts put around every answer. */
function bareText(body: string): string {
  const text = body.replace(/^\ufeff/, '').trim()
  const inner = text.startsWith('"') ? parseExactJson(text) : text
  return typeof inner === 'string' ? inner.trim() : text
}

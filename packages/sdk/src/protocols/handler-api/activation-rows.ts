import type { Money } from '../../money/money.ts'
import { readDecimalId } from '../../provider/native-id.ts'
import { readMessage, type Told } from '../../provider/observed.ts'
import type { ActivationStatus, ObservedMessage } from '../../provider/snapshot.ts'
import { isRecord } from '../../utils/record.ts'
import { readId } from '../../utils/text.ts'
import { readCharge } from './charge.ts'
import { isRental, readFlag, readOperator } from './fields.ts'
import { readPhone } from './phone.ts'
import { readInstant } from './times.ts'

/** A row of `getActiveActivations`. */
export interface ActivationRow {
  readonly nativeId: string
  readonly phone: string
  readonly service: string
  readonly country: string
  readonly operator: string | null
  readonly price: Money | null
  readonly canRetry: boolean | null
  /** `null` when the host writes it without a zone. */
  readonly createdAt: Date | null
  readonly expiresAt: Date | null
  readonly status: ActivationStatus | 'closed' | null
  readonly refund: Told['refund']
  readonly messages: readonly ObservedMessage[]
}

/** What a row of the common list is about. */
export type RowKind = 'activation' | 'rental'

/** `null` when it is unreadable, `undefined` when it is of the other kind. */
export function readRow(row: unknown, kind: RowKind, currency: string): ActivationRow | null | undefined {
  if (!isRecord(row)) return null
  if (isRental(row) !== (kind === 'rental')) return undefined
  const [nativeId, phone] = [readDecimalId(row['activationId']), readPhone(row['phoneNumber'])]
  const [service, country] = [readId(row['serviceCode']), readId(row['countryCode'])]
  if (nativeId === null || phone === null || service === null || country === null) return null
  const messages = readMessages(row['smsCode'], row['smsText'])
  const { status, refund } = standing(row['activationStatus'], messages.length > 0)
  return {
    nativeId,
    phone,
    service,
    country,
    operator: readOperator(row['activationOperator']),
    price: readCharge(row['activationCost'], row['currency'], currency),
    canRetry: readFlag(row['canGetAnotherSms']),
    createdAt: readInstant(row['activationTime']),
    expiresAt: readInstant(row['activationEndTime']),
    status,
    refund,
    // While it waits for another SMS, the code in the row is the one that was there before, no news.
    messages: status === 'retrying' ? [] : messages,
  }
}

/**
 * 1 and 4 wait, 2 has received (at Tiger: waits to be accepted), 3 waits for another SMS, 6 worked, 7 (Tiger), 8 and 10
 * (HeroSMS) gave the money back. Other numbers exist and tell nothing.
 */
export function standing(
  number: unknown,
  hasMessage: boolean,
): { readonly status: ActivationStatus | 'closed' | null; readonly refund: Told['refund'] } {
  switch (String(number)) {
    case '1':
    case '2':
    case '4':
      return { status: hasMessage ? 'received' : 'waiting', refund: 'none' }
    case '3':
      return { status: 'retrying', refund: 'none' }
    case '6':
      return { status: 'completed', refund: 'none' }
    case '7':
    case '8':
    case '10':
      return { status: 'closed', refund: 'confirmed' }
    default:
      return { status: null, refund: undefined }
  }
}

/** Codes and texts come as text, as a list, or as a list written as text. */
export function readMessages(codes: unknown, texts: unknown): readonly ObservedMessage[] {
  const [allCodes, allTexts] = [asList(codes), asList(texts)]
  return Array.from({ length: Math.max(allCodes.length, allTexts.length) }, (_, index) =>
    readMessage(allCodes[index], allTexts[index]),
  ).filter(message => message !== null)
}

const MOST_MESSAGES = 100

function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.slice(0, MOST_MESSAGES)
  if (typeof value !== 'string' || !/^\[.*\]$/s.test(value)) return [value]
  try {
    return (JSON.parse(value) as unknown[]).slice(0, MOST_MESSAGES)
  } catch {
    return [value.slice(1, -1)] // `[CODE]`: brackets around it and nothing more
  }
}

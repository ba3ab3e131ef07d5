import type { Money } from '../../money/money.ts'
import { readDecimalId } from '../../provider/native-id.ts'
import { type Told, tell } from '../../provider/observed.ts'
import { isRecord } from '../../utils/record.ts'
import { readMessages, standing } from './activation-rows.ts'
import { readCharge } from './charge.ts'
import { readPhone } from './phone.ts'

/**
 * What `getHistory` tells of one activation, which may have several rows: the one with an SMS tells most. `undefined` when
 * it is not among them, `null` when these are no rows.
 */
export function readHistory(value: unknown, nativeId: string, currency: string): Told | undefined | null {
  if (!Array.isArray(value)) return null
  const own = value.filter(isRecord).filter(row => readDecimalId(row['id']) === nativeId)
  const row = own.find(({ sms }) => readMessages(null, sms).length > 0) ?? own[0]
  return row && readRow(row, currency)
}

function readRow({ phone, sms, cost, status, currency: code }: Record<string, unknown>, currency: string): Told {
  const messages = readMessages(null, sms)
  const { status: own, refund } = standing(status, messages.length > 0)
  return tell({
    status: own ?? undefined,
    refund,
    messages: own === 'retrying' ? [] : messages,
    phone: readPhone(phone) ?? undefined,
    price: pricePaid(readCharge(cost, code, currency)),
  })
}

/** 0 stands for "still running" as well as for "given back", and says nothing of what was charged. */
const pricePaid = (charge: Money | null) => (charge === null || charge.amount === '0' ? undefined : charge)

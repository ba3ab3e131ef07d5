import { readCount } from '../../catalog/figures.ts'
import type { ObservedMessage } from '../../provider/snapshot.ts'
import { isRecord } from '../../utils/record.ts'
import { toList } from './lists.ts'
import { readSms } from './status.ts'

/** One SMS as the list has it. */
export interface SmsRow {
  /** The same whenever this SMS is sent again: the id of the host, or all it says. */
  readonly key: string
  /** `null` for one that holds nothing. */
  readonly message: ObservedMessage | null
}

/** A page of `getAllSms`. */
export interface SmsPage {
  readonly rows: readonly SmsRow[]
  /** How many there are on all pages; `null` when untold. */
  readonly total: number | null
}

/** Reads `{data: [{id, phoneFrom, code, text, date, type}], meta: {total}}`; `null` when it is not that. */
export function readSmsPage(value: unknown, nativeId: string): SmsPage | null {
  if (!isRecord(value)) return null
  const { data, meta } = value
  const list = toList(data)
  if (list === null || !list.every(isRecord)) return null
  return {
    rows: list.map(row => {
      const message = readSms(row, nativeId)
      return { key: message?.id ?? JSON.stringify(row), message }
    }),
    total: (isRecord(meta) ? readCount(meta['total']) : undefined) ?? null,
  }
}

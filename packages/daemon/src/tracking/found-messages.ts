import { type NumberSnapshot, type SmsMessage, snapshotFromJson } from '@onesms/sdk'
import type { Sql } from '../db/connect.ts'
import type { StoredNumber } from './activation-row.ts'
import { mergeMessages } from './merge-messages.ts'

export type FoundMessages = ReadonlyMap<string, readonly SmsMessage[]>

/** The SMS that a number had when it was found to be ours, of those numbers that nobody was told of yet. By id. */
export async function readFoundMessages(
  { sql, schema }: { readonly sql: Sql; readonly schema: string },
  numbers: readonly StoredNumber[],
): Promise<FoundMessages> {
  const intents = numbers.filter(({ isAnnounced }) => !isAnnounced).map(({ intentId }) => intentId)
  if (intents.length === 0) return new Map()
  const rows = await sql<{ snapshot: object }[]>`
    select snapshot from ${sql(schema)}.purchase_intents
    where id in ${sql(intents)} and jsonb_array_length(snapshot -> 'messages') > 0`
  return new Map(rows.map(({ snapshot }) => snapshotFromJson(snapshot)).map(({ id, messages }) => [id, messages]))
}

/** What is told of a number, with the SMS that it was found with: a host may not tell them again. */
export function withFound<S extends NumberSnapshot>(told: S, found: FoundMessages): S {
  const messages = found.get(told.id)
  return messages ? { ...told, messages: mergeMessages(messages, told.messages).messages } : told
}

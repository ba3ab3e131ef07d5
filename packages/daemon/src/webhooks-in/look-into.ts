import { OneSmsError, type WebhooksResource } from '@onesms/sdk'
import type { Account } from '../accounts/accounts.ts'
import type { Database } from '../db/tables.ts'
import type { CallOutcome, StoredCall } from './inbox.ts'

export interface LookIntoOptions {
  readonly database: Database
  readonly account: Account
  /** Told of the numbers before they are looked at. */
  readonly onPoke: (activationIds: readonly string[]) => void
}

/**
 * Looks into a call: which numbers it is about, whether they are ours, and what the provider says of them. Of what the call
 * says nothing else counts, unless the provider signs it. `null`: it is to be tried again.
 */
export async function lookInto(
  call: StoredCall,
  { database, account, onPoke }: LookIntoOptions,
): Promise<CallOutcome | null> {
  const { provider, client } = account
  const { webhooks } = client as { readonly webhooks?: WebhooksResource }
  if (!provider.webhooks || !webhooks) return 'unreadable'
  try {
    const notices = await provider.webhooks.receive(requestOf(call))
    const ids = [...new Set(notices.map(({ id }) => id))]
    const { open, known } = await findNumbers(database, account.id, ids)
    if (open.length === 0) return known > 0 || ids.length === 0 ? 'over' : null
    onPoke(open)
    const { status } = await webhooks.receive(requestOf(call))
    return status === 200 ? 'looked' : 'failed'
  } catch (error) {
    if (OneSmsError.is(error) && error.code === 'webhook') return 'unreadable'
    throw error
  }
}

/** The call as it was, but for where it was sent. */
function requestOf({ headers, body }: StoredCall): Request {
  return new Request('https://onesms.invalid/', { method: 'POST', headers: { ...headers }, body })
}

async function findNumbers(
  { sql, schema }: Database,
  account: string,
  ids: readonly string[],
): Promise<{ readonly open: readonly string[]; readonly known: number }> {
  if (ids.length === 0) return { open: [], known: 0 }
  const rows = await sql<{ id: string; is_open: boolean }[]>`
    select id, ended_at is null as is_open from ${sql(schema)}.activations
    where account = ${account} and id in ${sql(ids)}`
  return { open: rows.filter(({ is_open }) => is_open).map(({ id }) => id), known: rows.length }
}

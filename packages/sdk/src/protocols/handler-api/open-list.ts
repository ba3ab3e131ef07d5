import { UnexpectedResponseError } from '../../errors/transport.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import { getActiveActivations, PAGE } from './activation-commands.ts'
import type { ActivationRow, RowKind } from './activation-rows.ts'
import type { HandlerApi } from './api.ts'

/** So many rows of a page are asked for again with the next, to see whether the list has moved in between. */
const OVERLAP = 10
const MOST_PAGES = 200
const ATTEMPTS = 3

/**
 * Every open number of one kind, once each. A list that moves between two pages, since numbers end while it is read, could hide a
 * row between them: it is then read from the start again.
 * @throws {@link UnexpectedResponseError} when it cannot be read as a whole: half a list would look like lost numbers.
 */
export async function readOpenList(
  api: HandlerApi,
  list: { readonly provider: string; readonly kind: RowKind; readonly paged: boolean },
  call: CallOptions,
): Promise<readonly ActivationRow[]> {
  if (!list.paged) return (await api.send(getActiveActivations(null, list.kind), call)).rows
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const rows = await readPages(api, list.kind, call)
    if (rows !== null) return rows
  }
  throw new UnexpectedResponseError(`${list.provider} answered pages of open activations that do not fit together`, {
    provider: list.provider,
    operation: 'getActiveActivations',
    reason: 'shape',
    hint: 'The list was not taken for whole. It is read again at the next look.',
  })
}

/** `null`: two pages next to each other did not meet, or the second brought nothing new. */
async function readPages(api: HandlerApi, kind: RowKind, call: CallOptions): Promise<readonly ActivationRow[] | null> {
  const found = new Map<string, ActivationRow>()
  const known = new Set<string>()
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { rows, ids } = await api.send(getActiveActivations(page * (PAGE - OVERLAP), kind), call)
    if (page > 0 && !ids.some(id => known.has(id))) return null
    const before = known.size
    for (const id of ids) known.add(id)
    for (const row of rows) found.set(row.nativeId, row)
    if (ids.length < PAGE) return [...found.values()]
    // A host that does not know `start` sends its first page for ever.
    if (known.size === before) return null
  }
  return null
}

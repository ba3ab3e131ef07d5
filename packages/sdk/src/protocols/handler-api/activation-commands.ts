import type { Told } from '../../provider/observed.ts'
import { parseExactJson } from '../../utils/exact-json.ts'
import { isRecord } from '../../utils/record.ts'
import { type ActivationRow, type RowKind, readRow } from './activation-rows.ts'
import type { Answer, Command } from './api.ts'
import type { HandlerApiDialect } from './dialect.ts'
import { readHistory } from './history-rows.ts'
import { readSale, type Sale } from './purchase-answer.ts'
import { readData } from './read-answer.ts'
import { readStatus } from './status.ts'
import { readTransition, TRANSITIONS, type Transition } from './transitions.ts'

/** What a purchase names, in the host's own ids. */
export interface SaleQuery {
  readonly service: string
  readonly country: string
  readonly operator: string | undefined
  readonly maxPrice: string | undefined
  readonly orderId: string | undefined
}

/** @billing Charges the account. */
export function getNumber(query: SaleQuery, { purchase, refusals }: HandlerApiDialect): Command<Sale> {
  return { action: purchase, params: { ...query }, size: 'word', read: readSale(refusals) }
}

/** Where one activation stands. */
export function getStatus(id: string, { status }: HandlerApiDialect): Command<Told> {
  return { action: status, params: { id }, size: 'word', read: readStatus(id) }
}

/** The size of a page of open activations, the largest that hosts allow. */
export const PAGE = 100

/**
 * The open numbers of one kind: all of them, or what a page of the common list holds of them. A row that cannot be read
 * makes the list unreadable.
 */
export function getActiveActivations(start: number | null, kind: RowKind = 'activation'): Command<OpenPage> {
  return {
    action: 'getActiveActivations',
    params: start === null ? {} : { start: String(start), limit: String(PAGE) },
    size: 'page',
    read: answer => readOpenPage(answer, kind),
  }
}

export interface OpenPage {
  readonly rows: readonly ActivationRow[]
  /** The ids of all that the host sent, of whatever kind. */
  readonly ids: readonly string[]
}

function readOpenPage(answer: Answer, kind: RowKind): OpenPage {
  const none = { words: 'none' as const, value: { rows: [], ids: [] } }
  return readData<OpenPage>(value => readOpenRows(value, kind, answer.currency), none, parseExactJson)(answer)
}

/** Rows are in `activeActivations`, at HeroSMS and Tiger SMS in `data`; HeroSMS has an object of no use under the other name. */
function readOpenRows(value: unknown, kind: RowKind, currency: string): OpenPage | null {
  if (!isRecord(value)) return null
  const list = [value['data'], value['activeActivations']].find(Array.isArray)
  if (!list) return null
  const rows = list.map((row: unknown) => readRow(row, kind, currency)).filter(row => row !== undefined)
  const ids = list.filter(isRecord).map(row => String(row['activationId']))
  return rows.includes(null) ? null : { rows: rows.filter(row => row !== null), ids }
}

/** What the history between two instants tells of one activation; `undefined` when it is not in it. */
export function getHistory(
  id: string,
  { from, to, limit }: { readonly from: number; readonly to: number; readonly limit: 'limit' | 'size' },
): Command<Told | undefined> {
  const seconds = (ms: number) => String(Math.floor(ms / 1000))
  return {
    action: 'getHistory',
    params: { start: seconds(from), end: seconds(to), [limit]: String(PAGE) },
    size: 'page',
    read: answer => {
      const found = { told: undefined as Told | undefined }
      const none = { words: 'none' as const, value: found }
      return readData(value => readFound(value, id, answer.currency), none, parseExactJson)(answer).told
    },
  }
}

function readFound(value: unknown, id: string, currency: string): { told: Told | undefined } | null {
  const told = readHistory(value, id, currency)
  return told === null ? null : { told }
}

/** Asks something of an activation. */
export function setStatus(id: string, transition: Transition): Command<'granted' | 'ended'> {
  const { status } = TRANSITIONS[transition]
  return { action: 'setStatus', params: { id, status }, size: 'word', read: readTransition(transition) }
}

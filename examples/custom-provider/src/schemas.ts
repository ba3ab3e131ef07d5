import { type ObservedMessage, parseAmount } from '@onesms/sdk/provider-kit'
import type { Read } from './line.ts'
import { readStatus } from './status.ts'

/** Readers of what the vendor answers. What has not the shape of its protocol is `null`, as a whole: nothing is guessed. */

export interface NamedId {
  readonly id: string
  readonly name: string
}

export interface PriceRow {
  readonly service: string
  readonly country: string
  readonly price: string
  readonly stock: number
}

export interface NumberRow {
  readonly id: string
  readonly phone: string
  readonly service: string
  readonly country: string
  readonly price: string
  readonly told: NonNullable<ReturnType<typeof readStatus>>
  readonly soldAt: Date
  readonly expiresAt: Date
  readonly messages: readonly ObservedMessage[]
}

export const readBalance: Read<string> = json => (isRecord(json) ? parseAmount(json['balance']) : null)

/** A vendor that sells nothing at all is a broken answer, not an empty catalog. */
export const readNames: Read<readonly NamedId[]> = json => {
  const rows = rowsOf(json, row => {
    const [id, name] = [readId(row['id']), row['name']]
    return id !== null && typeof name === 'string' && name ? { id, name } : null
  })
  return rows?.length === 0 ? null : rows
}

export const readPrices: Read<readonly PriceRow[]> = json =>
  rowsOf(json, row => {
    const [service, country, price] = [readId(row['service']), readId(row['country']), parseAmount(row['price'])]
    const stock = row['stock']
    if (service === null || country === null || price === null || !isCount(stock)) return null
    return { service, country, price, stock }
  })

export const readNumbers: Read<readonly NumberRow[]> = json => rowsOf(json, readNumber)

export const readNumber: Read<NumberRow> = json => {
  if (!isRecord(json)) return null
  const [id, service, country] = [readId(json['id']), readId(json['service']), readId(json['country'])]
  const [phone, price, told] = [json['phone'], parseAmount(json['price']), readStatus(json['status'])]
  const [soldAt, expiresAt] = [readDate(json['sold_at']), readDate(json['ends_at'])]
  const messages = rowsOf(json['sms'], readMessage)
  if (id === null || service === null || country === null || price === null || told === null) return null
  if (!soldAt || !expiresAt || !messages || typeof phone !== 'string' || !/^\+[1-9]\d{6,14}$/.test(phone)) return null
  return { id, phone, service, country, price, told, soldAt, expiresAt, messages }
}

const readMessage: Read<ObservedMessage> = json => {
  if (!isRecord(json)) return null
  const [id, text, code, sender] = [readId(json['id']), json['text'], json['code'], json['sender']]
  if (id === null || typeof text !== 'string') return null
  return {
    id,
    text,
    channel: 'sms',
    receivedAt: readDate(json['at']),
    code: typeof code === 'string' ? code : null,
    sender: typeof sender === 'string' ? sender : null,
  }
}

/** One row that cannot be read makes the whole list unreadable: a list with a hole proves nothing. */
function rowsOf<T>(json: unknown, read: (row: Record<string, unknown>) => T | null): readonly T[] | null {
  if (!Array.isArray(json)) return null
  const rows = json.map(row => (isRecord(row) ? read(row) : null))
  return rows.every(row => row !== null) ? rows : null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
const readId = (value: unknown) => (typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? value : null)
const readDate = (value: unknown) =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? new Date(value) : null

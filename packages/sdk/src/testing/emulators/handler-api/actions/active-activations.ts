import { json, type Reply } from '../../reply.ts'
import type { Activation } from '../activations/activation.ts'
import type { Action } from '../dialect.ts'
import type { Scene } from '../scene.ts'

/** A row of a list, all but a few members strings. */
export type ActivationRow = Readonly<Record<string, unknown>>

interface ActiveList {
  /** Rows of a page when the query names no `limit`, and most rows of any; without it there are no pages. */
  readonly pages?: { readonly usual: number; readonly most: number }
  row(activation: Activation, scene: Scene): ActivationRow
  write(rows: readonly ActivationRow[]): Reply
}

/** The open activations, newest first. */
export function activeActivations({ pages, row, write }: ActiveList): Action {
  return (scene, query) => {
    const open = scene.desk.open()
    const shown = pages ? pageOf(open, query.get('start'), query.get('limit'), pages) : open
    const rows = shown.map(activation => row(activation, scene))
    for (const { id } of shown) scene.desk.tell(id)
    return write(rows)
  }
}

/** The part of a list that a query asks for by offset and size. What is no whole number is not read. */
export function pageOf<T>(
  list: readonly T[],
  start: string | null,
  size: string | null,
  { usual, most }: { readonly usual: number; readonly most: number },
): readonly T[] {
  const from = whole(start) ?? 0
  return list.slice(from, from + Math.min(most, whole(size) ?? usual))
}

const whole = (text: string | null) => (text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined)

/** The members every host has, in the order they come. `smsCode` and `smsText` differ from host to host. */
export function commonRow(
  activation: Activation,
  { spelling }: Scene,
  host: {
    readonly status: string
    readonly smsCode: unknown
    readonly smsText: unknown
    readonly cost: unknown
    time(at: number): string
  },
): ActivationRow {
  const { id, service, phone, country, boughtAt, canGetAnotherSms } = activation
  return {
    activationId: id,
    serviceCode: service,
    phoneNumber: phone,
    activationCost: host.cost,
    activationStatus: host.status,
    smsCode: host.smsCode,
    smsText: host.smsText,
    activationTime: spelling.time(host.time(boughtAt), boughtAt),
    discount: '0',
    repeated: '0',
    countryCode: country.id,
    countryName: country.name,
    canGetAnotherSms: canGetAnotherSms ? '1' : '0',
    currency: '840',
  }
}

/** `{"status":"success","data":[…]}` and whatever else the host adds. */
export const dataList = (rows: readonly ActivationRow[], more: ActivationRow = {}): Reply =>
  json({ status: 'success', data: rows, ...more })

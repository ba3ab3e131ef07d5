import type { RowProblems } from '../../provider/offer-batch.ts'
import { isRecord } from '../../utils/record.ts'
import { cleanName, readId } from '../../utils/text.ts'
import { readCount } from './figures.ts'

/** An id with the host's name for it. */
export interface NamedId {
  readonly id: string
  readonly name: string
}

/**
 * `getCountries` in its four shapes: a map by id, an array, either of them wrapped in `countries`. Rows without an id
 * are counted (one host has one, with the key `""`); of a doubled id the last row is kept. `null`: not such a list.
 */
export function readCountries(value: unknown, problems: RowProblems): NamedId[] | null {
  const rows = toList(property(value, 'countries') ?? value)
  return rows && readNamed(rows, row => [row['id'], row['eng']], problems)
}

/** `getServicesList`: `{status, services: [{code, name}]}`, the bare list, or a flat map from code to name. */
export function readServices(value: unknown, problems: RowProblems): NamedId[] | null {
  const services = property(value, 'services') ?? value
  if (isRecord(services) && Object.values(services).every(name => typeof name === 'string')) {
    return readNamed(
      Object.entries(services).map(([code, name]) => ({ code, name })),
      row => [row['code'], row['name']],
      problems,
    )
  }
  const rows = toList(services)
  return rows && readNamed(rows, row => [row['code'], row['name']], problems)
}

/** `getOperators`: names by country. `any` means no choice and is left out. `null`: not such a list. */
export function readOperators(value: unknown): Map<string, string[]> | null {
  const table = property(value, 'countryOperators')
  if (Array.isArray(table) && table.length === 0) return new Map()
  if (!isRecord(table)) return null
  return new Map(
    Object.entries(table).map(([country, names]) => [
      country,
      (toList(names) ?? []).flatMap(name => readId(name) ?? []).filter(name => name !== 'any'),
    ]),
  )
}

/** One row of `getNumbersStatus`; the suffix tells forwarding (`0`, `1`) on most hosts and a country on one. */
export interface NumbersStatusRow {
  readonly service: string
  readonly suffix: string | null
  readonly stock: number
}

/** `getNumbersStatus`: counts by service, as numbers, strings or objects with `count`. `null`: not such a table. */
export function readNumbersStatus(value: unknown, problems: RowProblems): NumbersStatusRow[] | null {
  if (Array.isArray(value) && value.length === 0) return []
  if (!isRecord(value)) return null
  return Object.entries(value).flatMap(([key, figure]) => {
    const stock = readCount(isRecord(figure) ? figure['count'] : figure)
    const split = key.lastIndexOf('_')
    const service = split < 0 ? key : key.slice(0, split)
    if (readId(service) === null) problems.id += 1
    else if (stock === undefined) problems.stock += 1
    else return [{ service, suffix: split < 0 ? null : key.slice(split + 1), stock }]
    return []
  })
}

/** PHP sends a list as an array or as an object keyed "0", "1" …; the keys carry nothing that the rows do not. */
export function toList(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value
  return isRecord(value) ? Object.values(value) : null
}

function readNamed(
  rows: readonly unknown[],
  pick: (row: Record<string, unknown>) => [id: unknown, name: unknown],
  problems: RowProblems,
): NamedId[] | null {
  const named = new Map<string, NamedId>()
  for (const row of rows) {
    if (!isRecord(row)) return null
    const [rawId, rawName] = pick(row)
    const id = readId(rawId)
    if (id === null) {
      problems.id += 1
      continue
    }
    if (named.has(id)) problems.duplicate += 1
    named.set(id, { id, name: (typeof rawName === 'string' && cleanName(rawName)) || id })
  }
  return [...named.values()]
}

function property(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

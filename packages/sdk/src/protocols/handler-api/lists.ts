import { readCount } from '../../catalog/figures.ts'
import { countCaseVariants } from '../../catalog/problems.ts'
import type { RowProblems } from '../../provider/offer-batch.ts'
import { isEmptyArray, isRecord } from '../../utils/record.ts'
import { cleanName, readId } from '../../utils/text.ts'
import { isServiceCode } from './codes.ts'

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
  const rows = fromFlatMap(services) ?? toList(services)
  return rows && readNamed(rows, row => [row['code'], row['name']], problems)
}

/** `null` where a key is no code: an envelope without the list in it, `{"status":"success"}`, is a map of texts as well. */
function fromFlatMap(value: unknown): Record<string, unknown>[] | null {
  const entries = isRecord(value) ? Object.entries(value) : []
  const isFlat = entries.every(([code, name]) => isServiceCode(code) && typeof name === 'string')
  return isFlat && entries.length > 0 ? entries.map(([code, name]) => ({ code, name })) : null
}

/** `getOperators`: names by country. `any` means no choice and is left out. `null`: not such a list. */
export function readOperators(value: unknown): Map<string, string[]> | null {
  const table = property(value, 'countryOperators')
  if (isEmptyArray(table)) return new Map()
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
  if (isEmptyArray(value)) return []
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
): NamedId[] {
  const named = new Map<string, NamedId>()
  for (const row of rows) {
    const [rawId, rawName] = isRecord(row) ? pick(row) : []
    const id = readId(rawId)
    if (id === null) problems.id += 1
    else {
      if (named.has(id)) problems.duplicate += 1
      named.set(id, { id, name: (typeof rawName === 'string' && cleanName(rawName)) || id })
    }
  }
  problems.caseVariant += countCaseVariants([...named.keys()])
  return [...named.values()]
}

function property(value: unknown, key: string): unknown {
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

import { readPrice } from '../../catalog/figures.ts'
import type { RowProblems } from '../../provider/offer-batch.ts'
import { isRecord } from '../../utils/record.ts'
import { toList } from './lists.ts'

/** A length of time by which a rented number can be extended. */
export interface ExtensionOption {
  readonly hours: number
  readonly price: string
}

const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 24 * 60 }

/**
 * Reads `prolongOptions`: `{data: {options: [{price, duration: {unit, value}}]}}`. `null` when it is not that; lines that
 * cannot be read, and lengths that are no whole hours, are left out and counted.
 */
export function readExtensionOptions(value: unknown, problems: RowProblems): ExtensionOption[] | null {
  const data = isRecord(value) ? value['data'] : null
  const options = isRecord(data) ? toList(data['options']) : null
  return options?.flatMap(option => readOption(option, problems)) ?? null
}

function readOption(option: unknown, problems: RowProblems): ExtensionOption[] {
  const { price: figure, duration } = isRecord(option) ? option : {}
  const [hours, price] = [readHours(duration), readPrice(figure)]
  if (hours === null) problems.id += 1
  else if (price === null) problems.price += 1
  else return [{ hours, price }]
  return []
}

function readHours(duration: unknown): number | null {
  if (!isRecord(duration)) return null
  const { unit, value } = duration
  const hours = (Number(value) * (MINUTES[String(unit)] ?? Number.NaN)) / 60
  return Number.isSafeInteger(hours) && hours > 0 ? hours : null
}

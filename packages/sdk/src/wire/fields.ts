import { UnexpectedResponseError } from '../errors/transport.ts'
import type { Money } from '../money/money.ts'
import { isRecord } from '../utils/record.ts'

/** Reads the fields of one object from the wire. What is not as it must be is an {@link UnexpectedResponseError} that names it. */
export interface Fields {
  text(name: string): string
  /** As all that follow with `OrNull`: absent is as good as `null`. */
  textOrNull(name: string): string | null
  oneOf<T extends string>(name: string, words: readonly T[]): T
  oneOfOrNull<T extends string>(name: string, words: readonly T[]): T | null
  /** A whole number that is not negative. */
  count(name: string): number
  numberOrNull(name: string): number | null
  booleanOrNull(name: string): boolean | null
  date(name: string): Date
  dateOrNull(name: string): Date | null
  decimal(name: string): string
  decimalOrNull(name: string): string | null
  currency(name: string): string
  money(name: string): Money
  moneyOrNull(name: string): Money | null
  object<T>(name: string, read: (fields: Fields) => T): T
  objectOrNull<T>(name: string, read: (fields: Fields) => T): T | null
  list<T>(name: string, read: (fields: Fields) => T): readonly T[]
  /** Absent is as good as empty. */
  listOrNone<T>(name: string, read: (fields: Fields) => T): readonly T[]
}

const DECIMAL = /^\d{1,12}(?:\.\d{1,18})?$/
const CURRENCY = /^[A-Z]{3}$/
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)$/

/** The fields of `json`; `what` is named in errors. */
export function fieldsOf(json: unknown, what: string): Fields {
  const wrong = (name: string) =>
    new UnexpectedResponseError(`the daemon answered ${what} with a ${name} that cannot be`, { reason: 'shape' })
  if (!isRecord(json)) throw wrong('shape')

  const take = <T>(name: string, read: (value: unknown) => T | undefined): T => {
    const value = read(json[name])
    if (value === undefined) throw wrong(name)
    return value
  }
  const orNull = <T>(read: (name: string) => T) => {
    return (name: string): T | null => ((json[name] ?? null) === null ? null : read(name))
  }
  const pattern = (form: RegExp) => (name: string) =>
    take(name, value => (typeof value === 'string' && form.test(value) ? value : undefined))

  const text = (name: string) => take(name, value => (typeof value === 'string' ? value : undefined))
  const oneOf = <T extends string>(name: string, words: readonly T[]) =>
    take(name, value => words.find(word => word === value))
  const number = (name: string) => take(name, value => (Number.isFinite(value) ? Number(value) : undefined))
  const boolean = (name: string) => take(name, value => (typeof value === 'boolean' ? value : undefined))
  const date = (name: string) =>
    take(name, value => {
      const instant = typeof value === 'string' && INSTANT.test(value) ? new Date(value) : null
      return instant && !Number.isNaN(instant.getTime()) ? instant : undefined
    })
  const decimal = pattern(DECIMAL)
  const currency = pattern(CURRENCY)
  const object = <T>(name: string, read: (fields: Fields) => T) => read(fieldsOf(json[name], `${what}.${name}`))
  const money = (name: string) => object(name, readMoney)
  const list = <T>(name: string, read: (fields: Fields) => T) =>
    take(name, value => (Array.isArray(value) ? value : undefined)).map((each, index) =>
      read(fieldsOf(each, `${what}.${name}[${index}]`)),
    )

  return {
    ...{ text, oneOf, date, decimal, currency, money, object },
    textOrNull: orNull(text),
    oneOfOrNull: (name, words) => orNull(field => oneOf(field, words))(name),
    count: name => take(name, value => (Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined)),
    numberOrNull: orNull(number),
    booleanOrNull: orNull(boolean),
    dateOrNull: orNull(date),
    decimalOrNull: orNull(decimal),
    moneyOrNull: orNull(money),
    objectOrNull: (name, read) => orNull(field => object(field, read))(name),
    list,
    listOrNone: (name, read) => orNull(field => list(field, read))(name) ?? [],
  }
}

function readMoney(fields: Fields): Money {
  return { amount: fields.decimal('amount'), currency: fields.currency('currency') }
}

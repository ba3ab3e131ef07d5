import * as z from 'zod/mini'
import { type $strip, type $ZodShape, type $ZodType, toDotPath } from 'zod/v4/core'
import { UnexpectedResponseError } from '../errors/transport.ts'
import type { Money } from '../money/money.ts'

/** A form of JSON from a daemon, and what is made of it. */
export type Schema<T> = z.ZodMiniType<T>

/**
 * What `json` is by `schema`; `what` is named in errors.
 * @throws {@link UnexpectedResponseError} that names the member which cannot be, and never its value.
 */
export function parse<T>(json: unknown, schema: Schema<T>, what: string): T {
  const result = z.safeParse(schema, json)
  if (result.success) return result.data
  const member = toDotPath(result.error.issues[0]?.path ?? []) || 'shape'
  throw new UnexpectedResponseError(`the daemon answered ${what} with a ${member} that cannot be`, { reason: 'shape' })
}

/** An object of these members, and what it is called here. Members that nobody here knows are passed over. */
export const made = <Shape extends $ZodShape, T>(
  shape: Shape,
  make: (members: z.output<z.ZodMiniObject<Shape, $strip>>) => T,
) => z.pipe(z.object(shape), z.transform(make))

/** Absent is as good as `null`. */
export const orNull = <S extends $ZodType>(schema: S) => z._default(z.nullable(schema), null)

/**
 * A list, read up to the first member that cannot be: of a million of them all would be kept in memory, and told nowhere.
 */
export const listOf = <T>(member: Schema<T>): Schema<readonly T[]> =>
  z.pipe(
    z.custom<readonly unknown[]>(Array.isArray),
    z.transform((values, context) => {
      const read: T[] = []
      for (const [index, value] of values.entries()) {
        const result = z.safeParse(member, value)
        if (!result.success) {
          const [issue] = result.error.issues
          context.issues.push({ code: 'custom', input: value, path: [index, ...(issue?.path ?? [])] })
          return z.NEVER
        }
        read.push(result.data)
      }
      return read
    }),
  )

/** A whole number that is not negative. */
export const count = z.int().check(z.nonnegative())

export const instant = z.pipe(
  z.iso.datetime({ offset: true }),
  z.transform(text => new Date(text)),
)

export const decimal = z.string().check(z.regex(/^\d{1,12}(?:\.\d{1,18})?$/))

export const currency = z.string().check(z.regex(/^[A-Z]{3}$/))

export const money: Schema<Money> = z.object({ amount: decimal, currency })

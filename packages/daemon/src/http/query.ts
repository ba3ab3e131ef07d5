import { nearest } from '@onesms/sdk/catalog'
import type { z } from 'zod'
import { Problem } from './problem.ts'

/**
 * Reads the query of a URL. Nothing is ignored: a parameter nobody knows is a typing error whose filter would silently not
 * apply.
 *
 * @throws {@link Problem} that names the parameter and what to do.
 */
export function parseQuery<Schema extends z.ZodObject>(schema: Schema, url: string): z.output<Schema> {
  const { searchParams } = new URL(url)
  const known = Object.keys(schema.shape)
  const given = new Map<string, string>()
  for (const [name, value] of searchParams) {
    if (!known.includes(name)) throw unknownParameter(name, known)
    if (given.has(name)) throw invalidParameter(name, 'must be given once')
    given.set(name, value)
  }
  const result = schema.safeParse(Object.fromEntries(given))
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw invalidParameter(String(issue?.path[0]), whatIsWrong(issue))
}

/** What is wrong with a value, as it continues the name of its parameter. Of a wrong type the schema has no words of its own. */
export function whatIsWrong(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code !== 'invalid_type' || !issue.message.startsWith('Invalid input'))
    return issue?.message ?? 'is not valid'
  if (issue.message.endsWith('received undefined')) return 'must be given'
  return `must be ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`
}

/** A problem with one parameter; `what` continues its name: `must be …`. */
export function invalidParameter(field: string, what: string): Problem {
  return new Problem({ code: 'invalid_parameter', field, detail: `${field} ${what}.` })
}

function unknownParameter(name: string, known: readonly string[]): Problem {
  const field = name.slice(0, 64)
  return new Problem({
    code: 'unknown_parameter',
    field,
    detail: `There is no parameter ${JSON.stringify(field)} here. There are: ${known.join(', ')}.`,
    suggestions: nearest(field, known),
  })
}

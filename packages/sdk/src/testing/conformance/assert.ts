import { OneSmsError } from '../../errors/base.ts'
import type { ErrorCode } from '../../errors/codes.ts'

export function isTrue(fact: boolean, words: string): void {
  if (!fact) throw new Error(`not so: ${words}`)
}

export function equal(actual: unknown, expected: unknown, what: string): void {
  const [seen, wanted] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (seen !== wanted) throw new Error(`${what}: expected ${wanted}, got ${seen}`)
}

export function matches(text: unknown, pattern: RegExp, what: string): void {
  if (typeof text !== 'string' || !pattern.test(text))
    throw new Error(`${what}: ${JSON.stringify(text)} is not ${pattern}`)
}

export function unique(values: readonly string[], what: string): void {
  equal(values.length, new Set(values).size, `${what} that differ`)
}

/** A plain, non-negative decimal. */
export const DECIMAL = /^\d+(\.\d+)?$/

/** What a promise rejects with; throws where it does not. */
export async function failureOf(call: () => unknown, what: string): Promise<unknown> {
  try {
    const value = await call()
    throw new Unrejected(`${what}: it answered ${JSON.stringify(value)?.slice(0, 200)} where an error was due`)
  } catch (error) {
    if (error instanceof Unrejected) throw error
    return error
  }
}

/** As {@link failureOf}, for one of our errors, and one of these codes where any are given. */
export async function errorOf(call: () => unknown, what: string, ...codes: ErrorCode[]): Promise<OneSmsError> {
  const error = await failureOf(call, what)
  if (!OneSmsError.is(error)) throw new Error(`${what}: threw what is no OneSmsError: ${String(error)}`)
  if (codes.length > 0 && !codes.includes(error.code)) {
    throw new Error(`${what}: expected ${codes.join(' or ')}, got ${error.code}: ${error.message}`)
  }
  return error
}

class Unrejected extends Error {}

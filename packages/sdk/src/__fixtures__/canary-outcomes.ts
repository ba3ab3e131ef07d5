import { expect } from 'vitest'
import { createDetector, type eavesdrop, surfacesOf } from './canary.ts'

/** What one public call came to. */
export interface Outcome {
  readonly method: string
  readonly value?: unknown
  readonly error?: unknown
}

/**
 * Calls everything in a table at once, symbols included; `whose` is named in front of each. A table over `keyof` a type has
 * to name every one of its methods.
 */
export function outcomesOf(whose: string, table: Readonly<Record<PropertyKey, () => unknown>>): Promise<Outcome[]> {
  return Promise.all(
    Reflect.ownKeys(table).map(async key => {
      const method = `${whose}.${String(key)}`
      try {
        return { method, value: await table[key]?.() }
      } catch (error) {
        return { method, error }
      }
    }),
  )
}

/**
 * Builds an assertion for keys: no piece of them is in any outcome, nor in what was printed meanwhile. It answers how many
 * of them were errors.
 */
export function createSilence(...keys: readonly string[]) {
  const detectors = keys.map(createDetector)
  const leaksOf = (text: string) => detectors.flatMap(find => find(text))
  const searched = new WeakSet<object>() // several listeners are told the same
  return async (outcomes: readonly Outcome[], ear: ReturnType<typeof eavesdrop>): Promise<number> => {
    await new Promise(resolve => setImmediate(resolve)) // warnings come a turn later
    for (const { method, value, error } of outcomes) {
      const found = value ?? error
      if (typeof found === 'object' && found !== null) {
        if (searched.has(found)) continue
        searched.add(found)
      }
      expect({ method, leaks: leaksOf(surfacesOf(found)), error }).toEqual({ method, leaks: [], error })
    }
    expect(leaksOf(ear.heard())).toEqual([])
    return outcomes.filter(({ error }) => error !== undefined).length
  }
}

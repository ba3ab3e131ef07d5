/** A source of numbers in [0, 1) that is the same for the same seed on every machine (mulberry32). */
export type Random = () => number

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A seed made of words (FNV-1a), so that each country and each offer has a stream of its own. */
export function seedOf(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5
  const text = words.join('/')
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

/** The elements in an order of the seed's choosing. */
export function shuffled<T>(elements: readonly T[], random: Random): T[] {
  return elements
    .map(element => ({ element, key: random() }))
    .sort((left, right) => left.key - right.key)
    .map(({ element }) => element)
}

/**
 * Chooses exactly `wanted` of the numbers 0 … total - 1, every choice equally likely, in one pass and in order.
 */
export function* sample(total: number, wanted: number, random: Random): Generator<number> {
  let missing = wanted
  for (let index = 0; index < total && missing > 0; index += 1) {
    if (random() * (total - index) < missing) {
      missing -= 1
      yield index
    }
  }
}

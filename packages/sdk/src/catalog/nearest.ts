const MOST = 3
/** What people write for an ISO code out of habit, where what reads alike is another country. */
const HABITS: Readonly<Record<string, string>> = { uk: 'GB', el: 'GR' }

/** The words nearest to `word`, best first, at most three: a typing error or two away, or one containing the other. */
export function nearest(word: string, words: readonly string[]): string[] {
  const wanted = word.trim().toLowerCase().slice(0, 64)
  if (wanted === '') return []
  const meant = HABITS[wanted]
  if (meant !== undefined && words.includes(meant)) return [meant]
  const tolerance = wanted.length <= 3 ? 1 : wanted.length <= 6 ? 2 : 3
  return words
    .map(candidate => ({ candidate, distance: distanceTo(candidate.toLowerCase(), wanted, tolerance) }))
    .filter(({ distance }) => distance <= tolerance)
    .sort((left, right) => left.distance - right.distance || (left.candidate < right.candidate ? -1 : 1))
    .slice(0, MOST)
    .map(({ candidate }) => candidate)
}

function distanceTo(candidate: string, wanted: string, tolerance: number): number {
  const contains = wanted.length >= 3 && (candidate.includes(wanted) || wanted.includes(candidate))
  if (contains && candidate.length >= 3) return candidate === wanted ? 0 : 1
  return Math.abs(candidate.length - wanted.length) > tolerance
    ? Number.POSITIVE_INFINITY
    : editDistance(candidate, wanted)
}

/** Levenshtein's distance, one row at a time. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= right.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[right.length] ?? 0
}

import { plainText } from './plain-text.ts'
import { isDigit, isLetter } from './signs.ts'
import { STEMS, type WordKind } from './words.ts'

export interface Word {
  readonly kind: WordKind
  readonly start: number
  readonly end: number
}

interface Stem {
  readonly kind: WordKind
  readonly opens: boolean
  readonly closes: boolean
}

// All stems as one tree: the way from a node by a sign leads to the next, and where a stem ends its node has one.
const ways = new Map<number, number>()
const stems: (Stem | undefined)[] = [undefined]
for (const [kind, list] of Object.entries(STEMS) as [WordKind, string][]) {
  for (const written of plainText(list).split(' ')) {
    const signs = written.replaceAll('_', '').replaceAll('+', ' ')
    let node = 0
    for (let at = 0; at < signs.length; at += 1) {
      const way = wayFrom(node, signs, at)
      node = ways.get(way) ?? stems.push(undefined) - 1
      ways.set(way, node)
    }
    stems[node] = { kind, opens: written.startsWith('_'), closes: written.endsWith('_') }
  }
}

/** The longest known word that begins at `start`, in a text of which `lower` is the lower case. */
export function findWord(text: string, lower: string, start: number): Word | undefined {
  let found: Word | undefined
  let end = start
  let node = ways.get(wayFrom(0, lower, end))
  while (node !== undefined) {
    end += 1
    const stem = stems[node]
    if (stem && !(stem.opens && isPart(text, start - 1)) && !(stem.closes && isPart(text, end)))
      found = { kind: stem.kind, start, end }
    node = ways.get(wayFrom(node, lower, end))
  }
  return found && text.slice(start, found.end) === 'COD' ? undefined : found // cash on delivery
}

function wayFrom(node: number, text: string, at: number): number {
  return node * 0x1_0000 + text.charCodeAt(at)
}

function isPart(text: string, at: number): boolean {
  return isLetter(text, at) || isDigit(text, at)
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a
const COMMA = 0x2c

/** One member of a JSON object: its key, and its value as bytes that were not parsed yet. */
export interface Member {
  readonly key: string
  readonly start: number
  readonly end: number
}

/**
 * Walks the members of the outermost JSON object in `bytes` without parsing their values, so that a body of many megabytes
 * can be parsed a country at a time while the event loop goes on turning. Throws a `SyntaxError` when the text ends too
 * early or goes on after the object; what a value holds is for `JSON.parse` to judge.
 */
export function* objectMembers(bytes: Uint8Array): Generator<Member> {
  const hasByteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  let position = skipBlank(bytes, hasByteOrderMark ? 3 : 0)
  if (bytes[position] !== 0x7b) throw new SyntaxError('not a JSON object')
  position = skipBlank(bytes, position + 1)
  if (bytes[position] === 0x7d) return expectEnd(bytes, position + 1)
  for (;;) {
    if (bytes[position] !== QUOTE) throw new SyntaxError(`no key at byte ${position}`)
    const keyEnd = skipString(bytes, position)
    const key: unknown = JSON.parse(decode(bytes, position, keyEnd))
    position = skipBlank(bytes, keyEnd)
    if (bytes[position] !== COLON) throw new SyntaxError(`no colon at byte ${position}`)
    const start = skipBlank(bytes, position + 1)
    position = skipValue(bytes, start)
    yield { key: String(key), start, end: position }
    position = skipBlank(bytes, position)
    if (bytes[position] === 0x7d) return expectEnd(bytes, position + 1)
    if (bytes[position] !== COMMA) throw new SyntaxError(`no comma at byte ${position}`)
    position = skipBlank(bytes, position + 1)
  }
}

/** Parses the value of a member. Throws a `SyntaxError` like `JSON.parse`. */
export function parseMember(bytes: Uint8Array, { start, end }: Member): unknown {
  return JSON.parse(decode(bytes, start, end))
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true }) // a mark inside the text is no blank

function decode(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end))
}

function skipBlank(bytes: Uint8Array, position: number): number {
  let at = position
  for (let byte = bytes[at]; byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09; byte = bytes[at]) at += 1
  return at
}

function skipString(bytes: Uint8Array, position: number): number {
  for (let at = position + 1; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (byte === QUOTE) return at + 1
    if (byte === BACKSLASH) at += 1
  }
  throw new SyntaxError('the text ends inside a string')
}

function skipValue(bytes: Uint8Array, position: number): number {
  const first = bytes[position]
  if (first === QUOTE) return skipString(bytes, position)
  let depth = 0
  for (let at = position; at < bytes.length; at += 1) {
    switch (bytes[at]) {
      case QUOTE:
        at = skipString(bytes, at) - 1
        break
      case 0x7b:
      case 0x5b:
        depth += 1
        break
      case 0x7d:
      case 0x5d:
        if (depth === 0) return at
        depth -= 1
        if (depth === 0) return at + 1
        break
      case COMMA:
        if (depth === 0) return at
    }
  }
  throw new SyntaxError('the text ends inside a value')
}

function expectEnd(bytes: Uint8Array, position: number): undefined {
  if (skipBlank(bytes, position) < bytes.length) throw new SyntaxError(`text after the object at byte ${position}`)
}

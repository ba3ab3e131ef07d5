import { inspect } from 'node:util'
import { vi } from 'vitest'

const PIECE = 8

/** Finds a secret in text: as it is, percent-encoded, in base64 at three alignments, and any eight characters of these. */
export function createDetector(secret: string): (text: string) => readonly string[] {
  const encoded = [encodeURIComponent(secret), new URLSearchParams([['', secret]]).toString().slice(1)]
  const forms = [secret, ...encoded, ...encoded.map(text => text.replace(/%../g, signs => signs.toLowerCase()))]
  // Neighbours decide about the first two and the last two characters.
  const inBase64 = ['', '.', '..'].flatMap(before => {
    const text = Buffer.from(before + secret).toString('base64')
    return [text, Buffer.from(before + secret).toString('base64url')].map(form => form.slice(before.length + 1, -3))
  })
  const pieces = [...new Set([...forms, ...inBase64].flatMap(piecesOf))]
  const any = new RegExp(pieces.map(piece => piece.replace(/[^a-z0-9]/gi, '\\$&')).join('|')) // far faster than one after the other
  const clean = new Set<string>() // thousands of errors have the same text
  return text => {
    const found = clean.has(text) || !any.test(text) ? [] : pieces.filter(piece => text.includes(piece))
    if (found.length === 0) clean.add(text)
    return found
  }
}

const piecesOf = (text: string) =>
  Array.from({ length: Math.max(0, text.length - PIECE + 1) }, (_, start) => text.slice(start, start + PIECE))

/** Everything of a value that somebody might print. */
export function surfacesOf(value: unknown): string {
  const texts = [inspect(value, { depth: 20, showHidden: true }), String(JSON.stringify(value))]
  for (let cause = value, depth = 0; cause instanceof Error && depth < 20; cause = cause.cause, depth += 1) {
    texts.push(cause.message, String(cause.stack))
  }
  return texts.join('\n')
}

/** What is printed and warned of from now on. */
export function eavesdrop(): { readonly heard: () => string; readonly stop: () => void } {
  const heard: string[] = []
  const note = (...values: unknown[]) => {
    heard.push(...values.map(surfacesOf))
    return true
  }
  const spies = (['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir'] as const).map(method =>
    vi.spyOn(console, method).mockImplementation(note),
  )
  const streams = [process.stdout, process.stderr].map(stream => vi.spyOn(stream, 'write').mockImplementation(note))
  process.on('warning', note)
  return {
    heard: () => heard.join('\n'),
    stop: () => {
      for (const spy of [...spies, ...streams]) spy.mockRestore()
      process.off('warning', note)
    },
  }
}

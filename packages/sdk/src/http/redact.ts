const PIECE = 8
const MASK = '[key]'

/**
 * Builds a function that removes secrets from text. It removes whole secrets and every piece of eight characters or more,
 * in any case, also percent-encoded, in base64 and in hex, since an answer may echo our request, be cut anywhere and be
 * encoded on the way. Secrets shorter than eight characters are removed as a whole. An answer that disguises a key on
 * purpose, by writing it backwards, say, is beyond what can be found.
 */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const forms = [...new Set(secrets.filter(Boolean).flatMap(formsOf))]
  const pieces = new Set(forms.map(foldCase).flatMap(piecesOf))
  const shortForms = forms.filter(form => form.length < PIECE)
  return text => shortForms.reduce((clean, form) => clean.replaceAll(form, MASK), maskPieces(text, pieces))
}

/** Redacts first and cuts then, so that no half of a key survives the cut. */
export function excerpt(text: string, redact: (text: string) => string, limit = 200): string {
  const clean = redact(text.slice(0, limit * 20)).trim()
  return clean.length > limit ? `${clean.slice(0, limit - 1)}…` : clean
}

function maskPieces(text: string, pieces: ReadonlySet<string>): string {
  const folded = foldCase(text)
  let clean = ''
  let kept = 0
  let position = 0
  while (position + PIECE <= text.length) {
    if (!pieces.has(folded.slice(position, position + PIECE))) {
      position += 1
      continue
    }
    let end = position + PIECE
    while (end < text.length && pieces.has(folded.slice(end - PIECE + 1, end + 1))) end += 1
    clean += text.slice(kept, position) + MASK
    kept = end
    position = end
  }
  return clean + text.slice(kept)
}

/** Letters of ASCII alone, so that every sign stays where it is. */
function foldCase(text: string): string {
  return text.replace(/[A-Z]+/g, letters => letters.toLowerCase())
}

function piecesOf(form: string): string[] {
  return Array.from({ length: Math.max(0, form.length - PIECE + 1) }, (_, start) => form.slice(start, start + PIECE))
}

function formsOf(secret: string): string[] {
  // A query string encodes more signs than encodeURIComponent does: `!'()~`.
  const encoded = [encodeURIComponent(secret), new URLSearchParams([['', secret]]).toString().slice(1)]
  const hex = Array.from(new TextEncoder().encode(secret), byte => byte.toString(16).padStart(2, '0')).join('')
  return [secret, ...encoded, hex, ...base64Forms(secret)]
}

/** Base64 looks different at each of three alignments; the characters that neighbours influence are cut off. */
function base64Forms(secret: string): string[] {
  const bytes = String.fromCharCode(...new TextEncoder().encode(secret))
  return [0, 1, 2].flatMap(shift => {
    const text = btoa('\0'.repeat(shift) + bytes).replace(/=+$/, '')
    const form = text.slice(shift === 0 ? 0 : shift + 1, (bytes.length + shift) % 3 === 0 ? undefined : -1)
    return [form, form.replaceAll('+', '-').replaceAll('/', '_')]
  })
}

import { createHash } from 'node:crypto'
import { headersWith } from '../reply.ts'

/** A serialised answer with everything that sending it takes. */
export interface Body {
  readonly bytes: Uint8Array
  readonly etag: string
  /** Headers of a 200. */
  readonly headers: Readonly<Record<string, string>>
  /** Headers of a 304. */
  readonly unchanged: Readonly<Record<string, string>>
}

/** A value as JSON, with its tag. */
export function bodyOf(value: unknown): Body {
  return bodyOfBytes(Buffer.from(JSON.stringify(value)), { 'content-type': 'application/json' })
}

/** The tag is a digest of the bytes: strong, the same in every process, and another one when a new version writes them otherwise. */
export function bodyOfBytes(
  bytes: Uint8Array,
  { 'content-type': type, ...more }: Readonly<Record<'content-type', string> & Record<string, string>>,
): Body {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`
  const unchanged = headersWith({ 'cache-control': 'no-cache', etag, ...more })
  return { bytes, etag, unchanged, headers: { ...unchanged, 'content-type': type } }
}

/** Answers with the body, or with 304 where the client has it. */
export function replyBody(request: Request, body: Body, more?: Readonly<Record<string, string>>): Response {
  const known = request.headers.get('if-none-match')
  return known !== null && isKnown(known, body.etag)
    ? new Response(null, { status: 304, headers: more ? { ...body.unchanged, ...more } : body.unchanged })
    : new Response(body.bytes, { headers: more ? { ...body.headers, ...more } : body.headers })
}

/** Whether `If-None-Match` names the tag: by weak comparison (RFC 9110, 13.1.2), in a list, or as `*`. */
export function isKnown(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch === etag) return true
  return ifNoneMatch.split(',').some(tag => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}

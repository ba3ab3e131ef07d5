import type { NodeBuiltins } from './node-builtins.ts'

/** A body as it was before compression; `null` when that is larger than `limit`, `undefined` when it cannot be read. */
export function decompress(
  zlib: NodeBuiltins['zlib'],
  encoding: string | undefined,
  body: Uint8Array,
  limit: number,
): Uint8Array | null | undefined {
  const options = { maxOutputLength: limit }
  try {
    switch (encoding?.trim().toLowerCase() || 'identity') {
      case 'identity':
        return body
      case 'gzip':
      case 'x-gzip':
        return zlib.gunzipSync(body, options)
      case 'deflate':
        return zlib.inflateSync(body, options)
      case 'br':
        return zlib.brotliDecompressSync(body, options)
      default:
        return undefined
    }
  } catch (error) {
    return (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? null : undefined
  }
}

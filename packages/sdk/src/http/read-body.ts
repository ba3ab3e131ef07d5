/** The body as bytes, after decompression, or `null` when it is larger than `limit`; then the rest is not read. */
export async function readBody(message: Pick<Response, 'body'>, limit: number): Promise<Uint8Array | null> {
  if (!message.body) return new Uint8Array(0)
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = message.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return join(chunks, size)
    size += value.byteLength
    if (size > limit) {
      await reader.cancel().catch(() => {})
      return null
    }
    chunks.push(value)
  }
}

/** Chunks as one. */
export function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [first] = chunks
  if (first && chunks.length === 1) return first
  const whole = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.byteLength
  }
  return whole
}

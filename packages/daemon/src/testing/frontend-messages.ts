/** One message from a client to Postgres. */
export interface FrontendMessage {
  /** One letter: `Q` and `P` carry statements, `d` the data of a COPY. The first message of a connection has none. */
  readonly type: string
  /** All of it, as it is on the wire. */
  readonly bytes: Buffer
}

/** Cuts the stream of one connection into messages: feed it what arrives, and it answers with those that are complete. */
export function readFrontendMessages(): (chunk: Buffer) => FrontendMessage[] {
  let rest: Buffer = Buffer.alloc(0)
  let isFirst = true
  return chunk => {
    rest = Buffer.concat([rest, chunk])
    const messages: FrontendMessage[] = []
    for (;;) {
      const header = isFirst ? 0 : 1
      if (rest.length < header + 4) return messages
      const length = header + rest.readInt32BE(header) // counts itself, not the letter
      if (rest.length < length) return messages
      messages.push({ type: rest.toString('latin1', 0, header), bytes: rest.subarray(0, length) })
      rest = rest.subarray(length)
      isFirst = false
    }
  }
}

/** The statement of a message that has one. */
export function statementOf({ type, bytes }: FrontendMessage): string {
  if (type === 'Q') return bytes.toString('utf8', 5, bytes.length - 1)
  if (type !== 'P') return ''
  const start = bytes.indexOf(0, 5) + 1 // behind the name of the prepared statement
  return bytes.toString('utf8', start, bytes.indexOf(0, start)).trim()
}

/** The body of an answer that goes on, and of which never more than so much waits to be read. */
export interface Outgoing {
  readonly body: ReadableStream<Uint8Array>
  /** Whether nobody reads it any more, or nothing more comes. */
  readonly isClosed: boolean
  /** Whether all of it has been handed on. */
  readonly isEmpty: boolean
  /** Chunks that were handed on. */
  readonly handedOn: number
  /** Sends a chunk. `false`: too much waits already, and it is not sent. */
  push(chunk: Uint8Array): boolean
  /** Resolves when a chunk is handed on at once, or will never be. */
  drained(): Promise<void>
  /** Ends the body after what waits. */
  end(): void
  /** Ends the body at once. */
  drop(): void
}

/** Bytes that may wait for a reader, beside what system and server hold. */
const MOST_WAITING = 64 * 1024

export function createOutgoing(onClosed: () => void): Outgoing {
  const waiting: Uint8Array[] = []
  let bytes = 0
  let handedOn = 0
  let isClosed = false
  let isEnding = false
  /** Tells the reader's wish for more, as long as there is nothing. */
  let wish: (() => void) | null = null
  let onDrained: (() => void)[] = []
  let controller: ReadableStreamDefaultController<Uint8Array>

  function close(): void {
    if (isClosed) return
    isClosed = true
    waiting.length = 0
    bytes = 0
    tellDrained()
    wish?.()
    onClosed()
  }

  function tellDrained(): void {
    const told = onDrained
    onDrained = []
    for (const resolve of told) resolve()
  }

  function drop(): void {
    if (!isClosed) controller.close()
    close()
  }

  /** One chunk, or the end. `false`: there is neither. */
  function handOn(): boolean {
    const chunk = waiting.shift()
    if (chunk) {
      bytes -= chunk.byteLength
      handedOn += 1
      controller.enqueue(chunk)
      if (waiting.length === 0) tellDrained()
      return true
    }
    if (isEnding) drop()
    return isEnding
  }

  const body = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given
      },
      pull() {
        if (handOn()) return
        return new Promise<void>(resolve => {
          wish = () => {
            wish = null
            resolve()
          }
        })
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  )

  return {
    body,
    get isClosed() {
      return isClosed || isEnding
    },
    get isEmpty() {
      return waiting.length === 0
    },
    get handedOn() {
      return handedOn
    },
    push(chunk) {
      if (isClosed || isEnding) return true // nobody misses it
      if (waiting.length > 0 && bytes + chunk.byteLength > MOST_WAITING) return false
      waiting.push(chunk)
      bytes += chunk.byteLength
      if (wish && handOn()) wish()
      return true
    },
    drained: () =>
      waiting.length === 0 || isClosed ? Promise.resolve() : new Promise(resolve => onDrained.push(resolve)),
    end() {
      if (isClosed || isEnding) return
      isEnding = true
      if (wish) handOn()
    },
    drop,
  }
}

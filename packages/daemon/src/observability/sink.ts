/** Where lines go. Writing never waits and never throws. */
export interface Sink {
  write(line: string): void
  /** Lines that nobody took, since the beginning. */
  readonly dropped: number
}

/** What of a Node stream is used. */
export interface SinkStream {
  readonly writableLength: number
  readonly destroyed: boolean
  write(text: string): boolean
  on(event: 'drain', listener: () => void): unknown
}

/** Characters that are kept for a reader who does not read. */
export const MOST_WAITING = 1_000_000

/**
 * A sink over standard error. Node keeps in memory what a pipe does not take, without limit: from a megabyte on, lines are
 * dropped here and counted. Once the reader is back, `onReturn` is told how many it missed.
 */
export function createSink(stream: SinkStream, onReturn: (missed: number) => void = () => {}): Sink {
  let dropped = 0
  let untold = 0
  stream.on('drain', () => {
    const missed = untold
    untold = 0
    if (missed > 0) onReturn(missed)
  })
  return {
    write: line => {
      if (!stream.destroyed && stream.writableLength + line.length <= MOST_WAITING) return void stream.write(line)
      dropped += 1
      untold += 1
    },
    get dropped() {
      return dropped
    },
  }
}

import { describe, expect, it } from 'vitest'
import { createSink, MOST_WAITING } from './sink.ts'

function blockedStream() {
  const taken: string[] = []
  let back = () => {}
  const stream = {
    isBlocked: true,
    writableLength: 0,
    destroyed: false,
    write: (text: string) => {
      taken.push(text)
      if (stream.isBlocked) stream.writableLength += text.length
      return !stream.isBlocked
    },
    on: (_: 'drain', listener: () => void) => {
      back = listener
    },
  }
  const read = () => {
    stream.isBlocked = false
    stream.writableLength = 0
    back()
  }
  return { stream, taken, read }
}

describe('a sink', () => {
  it('D42 keeps a megabyte for a reader who does not read, drops and counts the rest, and tells the count later', () => {
    const { stream, taken, read } = blockedStream()
    const missed: number[] = []
    const sink = createSink(stream, count => missed.push(count))
    const line = `${'x'.repeat(999)}\n`
    for (let count = 0; count < 1_500; count += 1) sink.write(line)
    expect(taken).toHaveLength(MOST_WAITING / 1_000)
    expect(sink.dropped).toBe(500)
    expect(missed).toEqual([])
    read()
    expect(missed).toEqual([500])
    sink.write(line)
    expect(taken).toHaveLength(1_001)
    expect(sink.dropped).toBe(500)
  })

  it('counts what is written after its stream has gone', () => {
    const { stream } = blockedStream()
    const sink = createSink(stream)
    stream.destroyed = true
    sink.write('a')
    expect(sink.dropped).toBe(1)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSseParser, type ServerSentEvent } from './sse.ts'

const word = fc.stringMatching(/^[a-z0-9 :{}"é😀]{1,20}$/u)
const event = fc.record({
  id: fc.integer({ min: 1, max: 10 ** 12 }).map(String),
  type: fc.stringMatching(/^[a-z]{1,8}$/),
  data: fc.array(word, { minLength: 1, maxLength: 3 }).map(lines => lines.join('\n')),
})
const ending = fc.constantFrom('\n', '\r\n', '\r')

function write({ id, type, data }: ServerSentEvent, end: string): string {
  const lines = [
    ': a comment',
    `id: ${id}`,
    `event: ${type}`,
    ...data.split('\n').map(line => `data: ${line}`),
    'retry: 2',
  ]
  return `${lines.join(end)}${end}${end}`
}

/** The text in pieces that end at these places. */
function cut(text: string, places: readonly number[]): readonly string[] {
  const ends = [...new Set(places.map(place => place % (text.length + 1))), text.length].sort((a, b) => a - b)
  return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end))
}

describe('the reader of server-sent events', () => {
  it('reads every event once and in order, wherever the text is cut, whatever ends its lines', () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 6 }),
        ending,
        fc.array(fc.nat(), { maxLength: 12 }),
        (events, end, places) => {
          const text = events.map(each => write(each, end)).join('')
          const parser = createSseParser()
          const pieces = cut(text, places)
          // A lone carriage return at the end waits for what follows.
          expect([...pieces, '\n'].flatMap(piece => parser.push(piece))).toEqual(events)
        },
      ),
    )
  })

  it('holds back what is not whole', () => {
    const parser = createSseParser()
    expect(parser.push('id: 7\nevent: message\ndata: {"a"')).toEqual([])
    expect(parser.push(':1}\n')).toEqual([])
    expect(parser.push('\n')).toEqual([{ id: '7', type: 'message', data: '{"a":1}' }])
  })

  it('keeps the last id, and passes over what has no data', () => {
    const parser = createSseParser()
    expect(parser.push('\uFEFFid: 1\n\n:\n\ndata\ndata: x\n\n')).toEqual([{ id: '1', type: 'message', data: '\nx' }])
    expect(parser.push('id: 2\0\ndata: y\n\n')).toEqual([{ id: '1', type: 'message', data: 'y' }])
  })

  it('does not hold an event without an end', () => {
    const parser = createSseParser()
    const flood = () => {
      for (let line = 0; line < 2_000; line += 1) parser.push(`data: ${'x'.repeat(1_000)}\n`)
    }
    expect(flood).toThrow(RangeError)
    expect(() => createSseParser().push('x'.repeat(2 * 1024 * 1024))).toThrow(RangeError)
  })
})

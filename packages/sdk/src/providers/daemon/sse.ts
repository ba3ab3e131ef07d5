/** One server-sent event. */
export interface ServerSentEvent {
  /** The last one told so far; `null`: none was. */
  readonly id: string | null
  readonly type: string
  readonly data: string
}

/** Puts events together from text that may be cut anywhere. */
export interface SseParser {
  /** The events that are whole now. @throws a `RangeError` for one larger than a megabyte. */
  push(text: string): readonly ServerSentEvent[]
}

const LARGEST = 1024 * 1024
const LINE = /([^\r\n]*)(\r\n|\n|\r)/y

/** By the rules of the HTML standard: any end of a line, comments passed over, an event at each empty line. */
export function createSseParser(): SseParser {
  let rest = ''
  let size = 0
  let isFirst = true
  let id: string | null = null
  let type = ''
  let data: string[] = []

  function takeField(line: string): void {
    const colon = line.indexOf(':')
    const name = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (name === 'data') data.push(value)
    else if (name === 'event') type = value
    else if (name === 'id' && !value.includes('\0')) id = value
  }

  function endEvent(): readonly ServerSentEvent[] {
    const event = { id, type: type || 'message', data: data.join('\n') }
    const isThere = data.length > 0
    type = ''
    data = []
    size = 0
    return isThere ? [event] : []
  }

  return {
    push(text) {
      rest += isFirst ? text.replace(/^\uFEFF/, '') : text
      if (text !== '') isFirst = false
      const events: ServerSentEvent[] = []
      let position = 0
      for (;;) {
        LINE.lastIndex = position
        const [whole, line = '', ending] = LINE.exec(rest) ?? []
        // A carriage return at the very end may be half of a line's end.
        if (whole === undefined || (ending === '\r' && position + whole.length === rest.length)) break
        position += whole.length
        size += line.length
        if (line === '') events.push(...endEvent())
        else takeField(line)
      }
      rest = rest.slice(position)
      if (size + rest.length > LARGEST) throw new RangeError('an event is too large')
      return events
    },
  }
}

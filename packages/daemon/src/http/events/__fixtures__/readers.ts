import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Readers of streams that do next to nothing: they note when the line of an event has arrived. */
export interface Readers {
  /** Milliseconds since the epoch at which each reader had an event, by the id of the event. */
  readonly arrivals: ReadonlyMap<number, readonly number[]>
  /** How many streams the other side ended or cut. */
  ended(): number
  close(): void
}

/** Opens so many streams and resolves when each has its beginning. `pathOf` and `tokenOf` take the number of the reader. */
export async function openReaders(
  url: string,
  count: number,
  { pathOf, tokenOf }: { readonly pathOf: (reader: number) => string; readonly tokenOf: (reader: number) => string },
): Promise<Readers> {
  const { hostname, port, host } = new URL(url)
  const arrivals = new Map<number, number[]>()
  const sockets: Socket[] = []
  let ended = 0

  async function open(reader: number): Promise<void> {
    const socket = connect(Number(port), hostname)
    sockets.push(socket)
    await once(socket, 'connect')
    socket.setEncoding('latin1')
    socket.write(`GET ${pathOf(reader)} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${tokenOf(reader)}\r\n\r\n`)
    await new Promise<void>((resolve, reject) => {
      let rest = ''
      socket.on('data', text => {
        const now = performance.timeOrigin + performance.now()
        const blocks = `${rest}${text}`.split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          const [, id] = /id: (\d+)\nevent: (?!snapshot)/.exec(block) ?? []
          if (id !== undefined) note(Number(id), now)
        }
        if (/^HTTP\/1.1 [^2]/.test(String(text))) reject(new Error(String(text).slice(0, 200)))
        resolve()
      })
      socket.on('error', reject)
    })
    socket.on('close', () => {
      ended += 1
    })
  }

  function note(id: number, at: number): void {
    const known = arrivals.get(id) ?? []
    known.push(at)
    arrivals.set(id, known)
  }

  for (let first = 0; first < count; first += 50) {
    await Promise.all(Array.from({ length: Math.min(50, count - first) }, (_, index) => open(first + index)))
  }
  return {
    arrivals,
    ended: () => ended,
    close: () => {
      for (const socket of sockets) socket.destroy()
    },
  }
}

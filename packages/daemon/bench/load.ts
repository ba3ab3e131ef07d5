import { once } from 'node:events'
import { connect } from 'node:net'

/** Requests a second that a server answers on some kept-alive connections, measured with a client that does next to nothing. */
export async function measureRate(
  port: number,
  request: string,
  { connections = 8, ms = 1_500 }: { readonly connections?: number; readonly ms?: number } = {},
): Promise<number> {
  const until = performance.now() + ms
  const counts = await Promise.all(Array.from({ length: connections }, () => hammer(port, request, until)))
  return (counts.reduce((sum, count) => sum + count, 0) / ms) * 1000
}

/** The answer to one request, head and all. */
export async function askOnce(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(request.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n'))
  const chunks: Buffer[] = []
  socket.on('data', chunk => chunks.push(chunk))
  await once(socket, 'end')
  return Buffer.concat(chunks).toString()
}

async function hammer(port: number, request: string, until: number): Promise<number> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let count = 0
  let expected = 0
  let received = 0
  socket.on('data', chunk => {
    if (expected === 0) expected = sizeOf(chunk)
    received += chunk.byteLength
    if (received < expected) return
    received = 0
    expected = 0
    count += 1
    if (performance.now() < until) socket.write(request)
    else socket.end()
  })
  socket.write(request)
  await once(socket, 'close')
  return count
}

/** Bytes of the whole answer, from its head. */
function sizeOf(chunk: Buffer): number {
  const end = chunk.indexOf('\r\n\r\n')
  const head = chunk.toString('latin1', 0, end)
  const length = /content-length: (\d+)/i.exec(head)?.[1]
  return end + 4 + Number(length ?? 0)
}

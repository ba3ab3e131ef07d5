import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { type FrontendMessage, readFrontendMessages } from './frontend-messages.ts'

/**
 * What becomes of a message on its way to the database. `hang`: from now on nothing passes, either way, on any connection,
 * and nobody is told, as when a cable is pulled. `{ cutAt }`: so many bytes of it still pass, then the connection is reset.
 */
export type Fate = 'pass' | 'hang' | { readonly cutAt: number }

/** The way to a database, which can fail as networks do. */
export interface Wire {
  /** The same database, by this way. */
  readonly url: string
  /** Resolves when it hangs. */
  readonly hung: Promise<void>
  /** Lets pass what was held back, and all that follows. */
  thaw(): void
  close(): void
}

/** Opens a TCP port that passes everything on to the database of `url`, as long as `fate` has nothing against it. */
export async function openWire(url: string, fate: (message: FrontendMessage) => Fate = () => 'pass'): Promise<Wire> {
  const sockets = new Set<Socket>()
  const held: (() => void)[] = []
  let state: 'passing' | 'hung' | 'thawed' = 'passing'
  let announce = () => {}
  const hung = new Promise<void>(resolve => {
    announce = resolve
  })
  const unlessHung = (action: () => void) => void (state === 'hung' ? held.push(action) : action())

  const listener = createServer(client => {
    const server = connect(addressOf(url))
    let isCut = false
    const end = () => {
      client.destroy()
      server.destroy()
    }
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => sockets.delete(socket) && unlessHung(end))
    }
    const read = readFrontendMessages()
    client.on('data', chunk => {
      for (const message of read(chunk)) unlessHung(() => deliver(message))
    })
    server.on('data', chunk => unlessHung(() => client.write(chunk)))

    function deliver(message: FrontendMessage): void {
      if (isCut) return
      const decided = state === 'thawed' ? 'pass' : fate(message)
      if (decided === 'pass') {
        server.write(message.bytes)
      } else if (decided === 'hang') {
        state = 'hung'
        held.push(() => server.write(message.bytes))
        announce()
      } else {
        isCut = true
        server.write(message.bytes.subarray(0, decided.cutAt), () => {
          client.resetAndDestroy()
          server.destroy()
        })
      }
    }
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')

  const way = new URL(url)
  way.searchParams.delete('host')
  way.host = `127.0.0.1:${(listener.address() as AddressInfo).port}`
  return {
    url: way.href,
    hung,
    thaw: () => {
      state = 'thawed'
      for (const action of held.splice(0)) action()
    },
    close: () => {
      for (const socket of sockets) socket.destroy()
      listener.close()
    },
  }
}

/** Where the server of a database is: a folder with its socket, or host and port. */
function addressOf(url: string): { path: string } | { host: string; port: number } {
  const { hostname, port, searchParams } = new URL(url)
  const folder = searchParams.get('host')
  return folder ? { path: join(folder, '.s.PGSQL.5432') } : { host: hostname, port: Number(port || 5432) }
}
